using Tracker.Platform.Http.Errors;

namespace Tracker.Platform.Http;

/// <summary>The HTTP conventions of one service.</summary>
public sealed record HttpPolicy(IErrorFormat Errors)
{
    /// <summary>The default max size of a request body in bytes: 1 MiB.</summary>
    public const long MaxBodyBytes = 1024 * 1024;

    /// <summary>The web origins whose pages may call the service; empty by default.</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    /// <summary>The format of times in responses; UTC with milliseconds by default.</summary>
    public WireTime Times { get; init; } = WireTime.UtcMilliseconds;
}
