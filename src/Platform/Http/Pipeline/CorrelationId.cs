using System.Buffers;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Http.Pipeline;

public static class CorrelationId
{
    public const string Header = "X-Correlation-ID";
    private const int MaxLength = 128;
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>The client's id when it is safe in a log, otherwise a new one.</summary>
    public static string TakeOrMake(string? given, TimeProvider clock) =>
        given is { Length: > 0 and <= MaxLength } && !given.AsSpan().ContainsAnyExcept(Allowed)
            ? given
            : Uuid.NewGuessable(clock.GetUtcNow()).ToString("N");
}
