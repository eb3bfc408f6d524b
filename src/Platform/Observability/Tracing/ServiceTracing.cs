using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Tracker.Platform.Observability.Tracing;

/// <summary>
/// The traces of one service. Each service has its own source, because sources are found by name across the process. ASP.NET Core takes
/// <see cref="Source"/> from the service's container, so server spans come from it; only spans below a span of this source are exported
/// under the service's name.
/// </summary>
public sealed class ServiceTracing : IDisposable
{
    private const int ExportMilliseconds = 2000;
    private readonly TracerProvider? provider;

    private ServiceTracing(ActivitySource source, TracerProvider? provider)
    {
        Source = source;
        this.provider = provider;
    }

    /// <summary>
    /// The source of the service's spans: <c>Tracker.{system}.{service}</c>. Without a collector it has no listener and costs nothing.
    /// </summary>
    public ActivitySource Source { get; }

    /// <param name="system">Sent as <c>service.namespace</c>.</param>
    /// <param name="service">Sent as <c>service.name</c>.</param>
    /// <param name="collector">The target of OTLP over HTTP (<see cref="OtlpEndpoint.Parse"/>); null: no traces.</param>
    public static ServiceTracing Start(string system, string service, Uri? collector)
    {
        var source = new ActivitySource($"Tracker.{system}.{service}");
        return new ServiceTracing(source, collector is null ? null : Export(source.Name, system, service, collector));
    }

    /// <summary>Exports the remaining spans, for at most 2 s.</summary>
    public void Dispose()
    {
        provider?.Shutdown(ExportMilliseconds);
        provider?.Dispose();
        Source.Dispose();
    }

    private static TracerProvider Export(string source, string system, string service, Uri collector)
    {
        var exporter = new OtlpTraceExporter(new OtlpExporterOptions
        {
            Endpoint = collector,
            Protocol = OtlpExportProtocol.HttpProtobuf,
            TimeoutMilliseconds = ExportMilliseconds,
        });
        return Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(ResourceBuilder.CreateEmpty().AddService(service, system).AddTelemetrySdk())
            .SetSampler(new ParentBasedSampler(new AlwaysOnSampler()))
            .AddSource(source, "System.Net.Http", "Npgsql")
            .AddProcessor(new OwnSpansProcessor(source, collector, exporter))
            .Build();
    }
}
