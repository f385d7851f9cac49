package dev.symbolon.server.audit.tracing;

import dev.symbolon.server.audit.tracing.Traces.Export;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.function.Consumer;

/** Tells what became of each batch of spans. */
final class CountedExporter implements SpanExporter {

    private final SpanExporter exporter;
    private final Consumer<Export> exported;

    CountedExporter(SpanExporter exporter, Consumer<Export> exported) {
        this.exporter = exporter;
        this.exported = exported;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        int number = spans.size();
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> exported.accept(new Export(number, result.isSuccess())));
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
