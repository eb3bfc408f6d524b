using Tracker.Platform.Primitives;

namespace Tracker.Modules.Notifications.Delivery;

public enum SendStatus
{
    Sent,

    /// <summary>
    /// The provider did not take the message or did not answer; another attempt may succeed. Also when the provider rejects the sender and
    /// not the message: a wrong key, a closed account.
    /// </summary>
    Failed,

    /// <summary>
    /// The provider will never take this message: the recipient does not exist or objects, or the content is not allowed.
    /// </summary>
    Rejected,
}

/// <summary>The result of sending a message.</summary>
/// <param name="Detail">
/// When sent, the provider's id of the message (max 255 characters), otherwise the reason of the failure (max 1,000). It holds no secrets
/// and no control characters.
/// </param>
public readonly record struct SendResult(SendStatus Status, string Detail)
{
    private const int MaxReferenceLength = 255;
    private const int MaxReasonLength = 1000;

    /// <param name="providerRef">The provider's id of the message; <c>file:</c> and the file's name when it is written to a file.</param>
    public static SendResult Sent(string providerRef) => new(SendStatus.Sent, Tidy(providerRef, MaxReferenceLength));

    /// <summary>Another attempt may succeed.</summary>
    public static SendResult Failed(string reason) => new(SendStatus.Failed, Tidy(reason, MaxReasonLength));

    /// <summary>No attempt can succeed.</summary>
    public static SendResult Rejected(string reason) => new(SendStatus.Rejected, Tidy(reason, MaxReasonLength));

    private static string Tidy(string text, int maxLength) => OneLine.Of(text.CutTo(maxLength)).Trim();
}
