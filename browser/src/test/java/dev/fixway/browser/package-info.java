/// Pages of the gateway in Debian's chromium, driven by Playwright.
///
/// Owner thread: the test's; a Playwright object belongs to the thread that made it.
@NullMarked
package dev.fixway.browser;

import org.jspecify.annotations.NullMarked;
