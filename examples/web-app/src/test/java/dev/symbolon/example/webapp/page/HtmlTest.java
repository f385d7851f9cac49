package dev.symbolon.example.webapp.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HtmlTest {

    @Test
    void escapesWhatIsNotMarkup() {
        assertThat(Html.of("<p title=\"{}\">{}</p>", "a\"'b", "<script>&").toString())
                .isEqualTo("<p title=\"a&quot;&#39;b\">&lt;script&gt;&amp;</p>");
    }

    @Test
    void keepsMarkupAsItIs() {
        assertThat(Html.of("<p>{}</p>", Html.of("<b>{}</b>", "x")).toString()).isEqualTo("<p><b>x</b></p>");
    }

    @Test
    void doesNotFillGapsThatCameWithAValue() {
        assertThat(Html.of("{}{}", "{}", "x").toString()).isEqualTo("{}x");
    }

    @Test
    void leavesOutWhatIsAbsent() {
        assertThat(Html.of("<p>{}{}</p>", Optional.empty(), Optional.of("<")).toString())
                .isEqualTo("<p>&lt;</p>");
    }

    @Test
    void repeatsMarkupForEach() {
        assertThat(Html.each(List.of("a", "<"), value -> Html.of("<li>{}</li>", value))
                        .toString())
                .isEqualTo("<li>a</li>\n<li>&lt;</li>");
    }
}
