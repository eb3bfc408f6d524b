using Tracker.Modules.Notifications.Delivery.Http;

namespace Tracker.Modules.Notifications.Delivery.Ses;

/// <summary>What the responses of <c>SendEmail</c> mean (SES API v2 reference, "SendEmail" and "Common errors").</summary>
internal static class SesVerdicts
{
    public static Verdict Of(ProviderAnswer answer)
    {
        if (answer.IsSuccess)
        {
            return new Verdict(answer.Read(SesJson.Default.SesAccepted)?.MessageId is { Length: > 0 } id
                ? SendResult.Sent(id)
                : SendResult.Failed($"SES answered {(int)answer.Status} without a message id"));
        }

        var refusal = answer.Read(SesJson.Default.SesRefusal);
        var (kind, message) = (KindOf(answer, refusal), refusal?.Message ?? refusal?.CapitalMessage ?? "");
        var reason = answer.Discreet($"SES: {(int)answer.Status} {kind} {message}");
        return kind switch
        {
            "BadRequestException" => new Verdict(SendResult.Rejected(reason)),
            "MessageRejected" when !IsAboutUs(message) => new Verdict(SendResult.Rejected(reason)),
            "TooManyRequestsException" or "ThrottlingException" or "Throttling" => new Verdict(SendResult.Failed(reason), NotTaken: true),
            _ => new Verdict(SendResult.Failed(reason)),
        };
    }

    // MessageRejected covers more than the message: "Email address is not verified" is about our sender, or about any recipient while the
    // account is on trial; others are about the account.
    private static bool IsAboutUs(string message) =>
        message.Contains("not verified", StringComparison.OrdinalIgnoreCase)
        || message.Contains("account", StringComparison.OrdinalIgnoreCase);

    // "MessageRejected", "MessageRejected:http://internal…", "com.amazonaws.ses#MessageRejected"
    private static string KindOf(ProviderAnswer answer, SesRefusal? refusal)
    {
        var text = answer.Headers.TryGetValues("x-amzn-ErrorType", out var values) ? values.First() : refusal?.Type ?? "";
        return text.Split(':')[0].Split('#')[^1];
    }
}
