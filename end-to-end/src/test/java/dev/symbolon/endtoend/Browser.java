package dev.symbolon.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real Chromium without a window. Whatever it is asked for, it waits until it is there. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration POLLING = Duration.ofMillis(20);
    private static final int MOST_TABS = 60;

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    static Browser start() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program("chromium", "chromium-browser", "google-chrome"));
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--lang=en-US",
                "--window-size=1280,900");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(Path.of(program("chromedriver")).toFile())
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    private static String program(String... names) {
        List<String> folders = List.of(System.getenv("PATH").split(":"));
        for (String name : names) {
            for (String folder : folders) {
                Path program = Path.of(folder, name);
                if (Files.isExecutable(program)) {
                    return program.toString();
                }
            }
        }
        throw new IllegalStateException(String.join(" or ", names) + " must be on the PATH for these tests");
    }

    /** Becomes as good as new: one empty tab, no cookies, no pretended device. */
    void forget() {
        switchTo(List.copyOf(driver.getWindowHandles()).getFirst());
        closeOthers();
        driver.get("about:blank");
        deleteCookies();
        driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
        driver.executeCdpCommand("Network.setExtraHTTPHeaders", Map.of("headers", Map.of()));
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", false));
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    void deleteCookies() {
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
    }

    void preferLanguages(String languages) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand(
                "Network.setExtraHTTPHeaders", Map.of("headers", Map.of("Accept-Language", languages)));
    }

    void disableScripts() {
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    }

    /** @param scheme {@code light} or {@code dark} */
    void preferColours(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** @param width in CSS pixels */
    void resize(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void open(URI address) {
        driver.get(address.toString());
    }

    void back() {
        driver.navigate().back();
    }

    void reload() {
        driver.navigate().refresh();
    }

    URI address() {
        return URI.create(driver.getCurrentUrl());
    }

    /** Opens another tab and goes to it. */
    String openTab() {
        return driver.switchTo().newWindow(WindowType.TAB).getWindowHandle();
    }

    String tab() {
        return driver.getWindowHandle();
    }

    /** Closes every other tab and window. */
    void closeOthers() {
        String here = tab();
        for (String tab : driver.getWindowHandles()) {
            if (!tab.equals(here)) {
                switchTo(tab);
                driver.close();
            }
        }
        switchTo(here);
    }

    /** Waits for a window that the page here opens, and goes to it. */
    void switchToPopup() {
        String here = tab();
        await(ExpectedConditions.numberOfWindowsToBe(2));
        driver.getWindowHandles().stream()
                .filter(window -> !window.equals(here))
                .findFirst()
                .ifPresent(this::switchTo);
    }

    void switchTo(String tab) {
        driver.switchTo().window(tab);
    }

    /** Waits until the element can be seen. */
    WebElement await(String selector) {
        return await(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(selector)));
    }

    void awaitAddress(URI address) {
        await(ExpectedConditions.urlToBe(address.toString()));
    }

    private <T> T await(ExpectedCondition<T> condition) {
        return new WebDriverWait(driver, PATIENCE, POLLING).until(condition);
    }

    String text(String selector) {
        return await(selector).getText();
    }

    /** The texts of all these elements that are there now. */
    List<String> texts(String selector) {
        return driver.findElements(By.cssSelector(selector)).stream()
                .map(WebElement::getText)
                .toList();
    }

    List<String> attributes(String selector, String name) {
        return driver.findElements(By.cssSelector(selector)).stream()
                .map(element -> String.valueOf(element.getDomAttribute(name)))
                .toList();
    }

    boolean shows(String selector) {
        return driver.findElements(By.cssSelector(selector)).stream().anyMatch(WebElement::isDisplayed);
    }

    void click(String selector) {
        WebElement element = await(ExpectedConditions.elementToBeClickable(By.cssSelector(selector)));
        // In the middle it is not under anything that stays at an edge of the window.
        driver.executeScript("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element);
        element.click();
    }

    /** Clicks on what leads to another page, and waits until this one has gone. */
    void follow(String selector) {
        WebElement page = driver.findElement(By.tagName("html"));
        click(selector);
        await(ignored -> isGone(page));
    }

    /** Chromedriver has more than one word for an element of a page that is no longer shown. */
    private static boolean isGone(WebElement page) {
        try {
            page.isEnabled();
            return false;
        } catch (WebDriverException e) {
            return true;
        }
    }

    void type(String selector, String text) {
        WebElement field = await(selector);
        field.clear();
        field.sendKeys(text);
    }

    /** Presses keys wherever the focus is. */
    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Walks with the Tab key until the element has the focus. */
    void tabTo(String selector) {
        await(selector);
        for (int tabs = 0; tabs < MOST_TABS; tabs++) {
            if (hasFocus(selector)) {
                return;
            }
            press(Keys.TAB);
        }
        throw new AssertionError("the Tab key does not lead to " + selector + " at " + address());
    }

    boolean hasFocus(String selector) {
        return driver.switchTo().activeElement().equals(driver.findElement(By.cssSelector(selector)));
    }

    /** Runs a script that returns an array of strings. */
    List<String> list(String script) {
        return driver.executeScript(script) instanceof List<?> values
                ? values.stream().map(String::valueOf).toList()
                : List.of();
    }

    String source() {
        return String.valueOf(driver.getPageSource());
    }

    /** Saves what can be seen and what is behind it, under {@code target/browser}. */
    void save(String name) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "browser"));
            Files.write(folder.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
            Files.writeString(folder.resolve(name + ".html"), "<!-- " + address() + " -->\n" + source());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
