namespace Tracker.Platform.Delivery;

/// <summary>Takes secrets out of what a provider says: AWS answers a wrong signature with all that was signed, session token included.</summary>
internal static class Redaction
{
    /// <summary>The text with <c>***</c> in place of each secret. It comes before any cut, which could leave half of one.</summary>
    public static string Of(string text, IEnumerable<string> secrets) => secrets.Aggregate(text, (told, secret) => told.Replace(secret, "***", StringComparison.Ordinal));
}
