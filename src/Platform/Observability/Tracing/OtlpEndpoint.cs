namespace Tracker.Platform.Observability.Tracing;

/// <summary>Where traces go: the value of <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
public static class OtlpEndpoint
{
    /// <summary>Reads the collector's base address, for example <c>http://collector:4318</c>, and appends <c>/v1/traces</c>.</summary>
    /// <exception cref="FormatException">Not an http or https URL. The message does not repeat it, since it may hold a key.</exception>
    public static Uri Parse(string text)
    {
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
        {
            throw new FormatException("must be an http or https URL, e.g. http://localhost:4318");
        }

        var path = uri.AbsolutePath.TrimEnd('/');
        return new UriBuilder(uri) { Path = path.EndsWith("/v1/traces", StringComparison.Ordinal) ? path : path + "/v1/traces" }.Uri;
    }
}
