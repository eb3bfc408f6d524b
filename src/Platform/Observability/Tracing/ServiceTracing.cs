using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Tracker.Platform.Observability.Tracing;

/// <summary>
/// The traces of one service. Each service has a source of its own, because sources are found by name across the process: ASP.NET Core
/// takes <see cref="Source"/> from the service's container, so server spans come from it, and only what happens below a span of this
/// source is sent under the service's name.
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

    /// <summary>Where the service's spans begin: <c>Tracker.{system}.{service}</c>. Without a collector it has no listener and costs nothing.</summary>
    public ActivitySource Source { get; }

    /// <summary>Begins to trace a service.</summary>
    /// <param name="system">The system's name, sent as <c>service.namespace</c>.</param>
    /// <param name="service">The service's name, sent as <c>service.name</c>.</param>
    /// <param name="collector">Where spans go (<see cref="OtlpEndpoint.Parse"/>), by OTLP over HTTP; null traces nothing.</param>
    public static ServiceTracing Start(string system, string service, Uri? collector)
    {
        var source = new ActivitySource($"Tracker.{system}.{service}");
        return new ServiceTracing(source, collector is null ? null : Export(source.Name, system, service, collector));
    }

    /// <summary>Sends what is left, for at most 2 s, and ends.</summary>
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
