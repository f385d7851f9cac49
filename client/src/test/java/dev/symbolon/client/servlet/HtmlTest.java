package dev.symbolon.client.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlTest {

    @Test
    void escapesWhateverCouldEndATextOrAnAttribute() {
        assertThat(Html.escape("<a href=\"x\" title='y'>&lt;"))
                .isEqualTo("&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;lt;");
    }
}
