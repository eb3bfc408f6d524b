using Tracker.Platform.Primitives;

namespace Tracker.Platform.Delivery;

/// <summary>The kinds of <see cref="SendResult"/>.</summary>
public enum SendStatus
{
    /// <summary>The provider has taken it.</summary>
    Sent,

    /// <summary>The provider did not take it, or did not answer; another attempt may succeed. Also when it refuses us, not the message:
    /// a wrong key, a closed account.</summary>
    Failed,

    /// <summary>The provider will never take this message: the recipient does not exist or does not want it, the content is not allowed.</summary>
    Rejected,
}

/// <summary>What became of a message at its provider.</summary>
/// <param name="Status">The kind.</param>
/// <param name="Detail">
/// The provider's own id of the message when it is sent (at most 255 characters), else why it is not (at most 1,000). It
/// holds no secret and no control characters.
/// </param>
public readonly record struct SendResult(SendStatus Status, string Detail)
{
    private const int MaxReferenceLength = 255;
    private const int MaxReasonLength = 1000;

    /// <summary>The provider has taken it.</summary>
    /// <param name="providerRef">The provider's id of it; <c>file:</c> and the file's name where it is written to a file.</param>
    public static SendResult Sent(string providerRef) => new(SendStatus.Sent, Tidy(providerRef, MaxReferenceLength));

    /// <summary>Not sent now.</summary>
    public static SendResult Failed(string reason) => new(SendStatus.Failed, Tidy(reason, MaxReasonLength));

    /// <summary>Never to be sent.</summary>
    public static SendResult Rejected(string reason) => new(SendStatus.Rejected, Tidy(reason, MaxReasonLength));

    private static string Tidy(string text, int maxLength) => OneLine.Of(text.CutTo(maxLength)).Trim();
}
