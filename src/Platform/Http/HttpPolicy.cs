using Tracker.Platform.Http.Errors;

namespace Tracker.Platform.Http;

/// <summary>How one service speaks HTTP.</summary>
/// <param name="Errors">The system's error format.</param>
public sealed record HttpPolicy(IErrorFormat Errors)
{
    /// <summary>The largest body an endpoint takes unless it says otherwise, in bytes: 1 MiB.</summary>
    public const long MaxBodyBytes = 1024 * 1024;

    /// <summary>The web origins whose pages may call the service; none for services that only services call.</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    /// <summary>How answers write times; the default is UTC with milliseconds.</summary>
    public WireTime Times { get; init; } = WireTime.UtcMilliseconds;
}
