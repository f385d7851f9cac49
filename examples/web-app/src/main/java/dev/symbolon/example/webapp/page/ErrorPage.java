package dev.symbolon.example.webapp.page;

/** Stands in for a page that there is not. */
public record ErrorPage(int status) {

    public Document document() {
        return Document.of(title(), "failed", Html.NONE, Html.of("""
                        <section class="message" id="failure" data-reason="{}">
                        <h1>{}</h1>
                        <p>{}</p>
                        <p class="ways"><a class="button primary" id="home" href="/">First page</a></p>
                        </section>
                        """, status, title(), text()));
    }

    private String title() {
        return switch (status) {
            case 401 -> "You are no longer signed in";
            case 403 -> "That came from another site";
            case 404 -> "There is no such page";
            case 405 -> "That page does not take this";
            case 421 -> "This is not our address";
            default -> status < 500 ? "That cannot be understood" : "Something went wrong here";
        };
    }

    private String text() {
        return switch (status) {
            case 401 -> "Nothing was done. Go to the first page and sign in again.";
            case 403 -> "Only the pages of this application may do this. Nothing was changed.";
            case 404 -> "The address may have a slip, or the page has moved.";
            case 421 -> "Open the application at the address that it was started with.";
            default ->
                status < 500 ? "Nothing was changed. Start from the first page." : "It is not your fault. Try again.";
        };
    }
}
