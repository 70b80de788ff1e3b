package dev.fixway.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InboundTest {
    private final Inbound inbound = new Inbound();

    @Test
    void standsAtTheLowestUndecided() {
        inbound.restart(1, 2);
        inbound.arrived(2);
        inbound.expects(3);
        inbound.arrived(3);
        inbound.expects(4);

        inbound.decided(1, 3);

        assertThat(inbound.position()).isEqualTo(new Inbound.Position(1, 2));
    }

    @Test
    void countsWhatIsDecidedBeforeTheNumberMoves() {
        inbound.restart(1, 2);
        inbound.arrived(2);

        inbound.decided(1, 2);

        assertThat(inbound.position()).isEqualTo(new Inbound.Position(1, 3));
    }

    @Test
    void followsNumbersWithoutCommands() {
        inbound.restart(1, 2);

        inbound.expects(9);

        assertThat(inbound.position()).isEqualTo(new Inbound.Position(1, 9));
    }

    @Test
    void withdrawnCommandIsExpectedAgain() {
        inbound.restart(1, 5);
        inbound.arrived(5);

        inbound.withdrawn(5);

        assertThat(inbound.position()).isEqualTo(new Inbound.Position(1, 5));
    }

    @Test
    void forgetsWhatAnOlderEpochDecides() {
        inbound.restart(1, 5);
        inbound.arrived(5);
        inbound.restart(2, 1);
        inbound.arrived(2);

        inbound.decided(1, 2);

        assertThat(inbound.position()).isEqualTo(new Inbound.Position(2, 2));
    }
}
