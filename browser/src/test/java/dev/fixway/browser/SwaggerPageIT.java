package dev.fixway.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.fixway.config.Environment;
import dev.fixway.gateway.Gateway;
import dev.fixway.gateway.Ports;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Swagger UI as a person sees it: it loads without a fault, talks to nobody else, and sends what is asked for.
class SwaggerPageIT {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final String KEY = "a-key-of-thirty-two-characters-12";
    private static final int OPERATIONS = 23;

    @TempDir
    Path folder = Path.of("set by JUnit");

    /// What the page did that it should not, and everything that it asked for.
    private final List<String> faults = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();

    @SuppressWarnings("NullAway") // set before each test
    private Gateway gateway;
    @SuppressWarnings("NullAway") // set before each test
    private Playwright playwright;
    @SuppressWarnings("NullAway") // set before each test
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Files.isExecutable(CHROMIUM), "no browser at " + CHROMIUM);
        // Only the browser of the machine: the driver must not fetch one.
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium()
                .launch(new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM)
                        .setArgs(
                                List.of("--no-sandbox", "--disable-background-networking", "--disable-component-update",
                                        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1")));
        gateway = Gateway.start(Environment.read(Map.of("DATA_DIR", folder.resolve("data").toString(),
                "LEDGER_KEY_FILE", folder.resolve("keys").resolve("ledger.key").toString(), "GATEWAY_PORT", "0",
                "FIX_PORT", "0", "ENABLE_SWAGGER", "true", "GATEWAY_API_KEY", KEY), folder), Ports.PLAIN);
        gateway.awaitReadyLine();
    }

    @AfterEach
    @SuppressWarnings("NullAway") // not set where there is no browser
    void stop() {
        for (AutoCloseable open : new AutoCloseable[]{browser, playwright, gateway}) {
            try {
                if (open != null) {
                    open.close();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private Page open() {
        Page page = browser.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                faults.add("console: " + message.text());
            }
        });
        page.onPageError(error -> faults.add("script: " + error));
        page.onRequestFailed(request -> faults.add("failed: " + request.url()));
        page.onRequest(request -> requests.add(request.url()));
        // The pages need the key as everything does; a proxy adds it for people. What they try out is sent without.
        for (String docs : List.of("**/swagger-ui/**", "**/api-docs/**")) {
            page.route(docs, SwaggerPageIT::withKey);
        }
        page.navigate(gateway.restUrl() + "/swagger-ui/");
        page.locator(".opblock").first().waitFor();
        return page;
    }

    private static void withKey(Route route) {
        Map<String, String> headers = new HashMap<>(route.request().headers());
        headers.put("authorization", "Bearer " + KEY);
        route.resume(new Route.ResumeOptions().setHeaders(headers));
    }

    private void assertCalm() {
        assertThat(faults).isEmpty();
        assertThat(requests).isNotEmpty()
                .filteredOn(url -> !url.startsWith("data:"))
                .allSatisfy(url -> assertThat(URI.create(url).getHost()).isEqualTo("127.0.0.1"));
    }

    @Test
    void listsEveryOperation() {
        Page page = open();

        assertThat(page.locator(".opblock").count()).isEqualTo(OPERATIONS);
        assertThat(page.locator(".opblock-summary-path")
                .allInnerTexts()
                .stream()
                .map(text -> text.replace("\u200b", ""))).contains("/v1/orders", "/v1/account", "/readyz");
        assertCalm();
    }

    @Test
    void sendsWhatIsTriedOutWithTheKeyOnceItIsGiven() {
        Page page = open();
        Locator account = page.locator(".opblock-get")
                .filter(new Locator.FilterOptions().setHas(page.locator("[data-path='/v1/account']")));
        account.locator(".opblock-summary-control").click();
        button(account, "Try it out").click();
        assertThat(executed(account)).startsWith("401");
        // The browser tells of every answer that is an error.
        assertThat(faults).hasSize(1).allSatisfy(fault -> assertThat(fault).contains("401"));
        faults.clear();

        page.locator("button.authorize").first().click();
        Locator dialog = page.locator(".dialog-ux");
        dialog.locator("input").first().fill(KEY);
        dialog.locator("button.authorize").first().click();
        dialog.locator("button.btn-done").first().click();

        assertThat(executed(account)).startsWith("200");
        assertThat(account.locator(".live-responses-table").innerText()).contains("\"balance\"", "\"currency\"");
        assertThat(requests).contains(gateway.restUrl() + "/v1/account");
        assertCalm();
    }

    /// The status of the answer to what is sent now.
    private static String executed(Locator operation) {
        Response answer = operation.page().waitForResponse("**/v1/account", button(operation, "Execute")::click);
        Locator shown = operation.locator(".live-responses-table .response-col_status")
                .filter(new Locator.FilterOptions().setHasText(String.valueOf(answer.status())));
        shown.first().waitFor();
        return shown.first().innerText();
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name));
    }
}
