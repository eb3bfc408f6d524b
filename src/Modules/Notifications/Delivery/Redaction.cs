namespace Tracker.Modules.Notifications.Delivery;

/// <summary>
/// Removes secrets from a provider's text: AWS answers a wrong signature with everything that was signed, session token included.
/// </summary>
internal static class Redaction
{
    /// <summary>Replaces each secret by <c>***</c>. Call it before the text is cut, since a cut could leave half of a secret.</summary>
    public static string Of(string text, IEnumerable<string> secrets) =>
        secrets.Aggregate(text, (redacted, secret) => redacted.Replace(secret, "***", StringComparison.Ordinal));
}
