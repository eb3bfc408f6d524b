namespace Tracker.Platform.Observability.Tracing;

/// <summary>Where traces go: the value of <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
public static class OtlpEndpoint
{
    /// <summary>Reads the collector's base address, e.g. <c>http://collector:4318</c>, and makes the address of its
    /// traces: <c>/v1/traces</c> below it.</summary>
    /// <exception cref="FormatException">No http or https URL. The message does not repeat it: it may hold a key.</exception>
    public static Uri Parse(string text)
    {
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
        {
            throw new FormatException("must be an http or https URL, e.g. http://localhost:4318");
        }

        var path = uri.AbsolutePath.TrimEnd('/');
        return new UriBuilder(uri) { Path = path.EndsWith("/v1/traces", StringComparison.Ordinal) ? path : path + "/v1/traces" }.Uri;
    }
}
