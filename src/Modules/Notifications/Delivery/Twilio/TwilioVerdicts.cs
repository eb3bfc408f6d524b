using Tracker.Modules.Notifications.Delivery.Http;

namespace Tracker.Modules.Notifications.Delivery.Twilio;

/// <summary>
/// What the responses to a new message mean, by Twilio's error codes (its "Error and Warning Dictionary"). Codes about the account or the
/// sender stay failures, since an operator can fix them: 20003 wrong credentials, 21408 a country the account may not write to, 21606 and
/// 21659 a wrong sender, 21608 an account on trial, 21611 a full queue, 21612 no route from this sender to this recipient.
/// </summary>
internal static class TwilioVerdicts
{
    private const int TooManyRequests = 20429;

    public static Verdict Of(ProviderAnswer answer)
    {
        if (answer.IsSuccess)
        {
            return new Verdict(answer.Read(TwilioJson.Default.TwilioMessage)?.Sid is { Length: > 0 } sid
                ? SendResult.Sent(sid)
                : SendResult.Failed($"Twilio answered {(int)answer.Status} without a message sid"));
        }

        var refusal = answer.Read(TwilioJson.Default.TwilioRefusal);
        var reason = answer.Discreet($"Twilio: {(int)answer.Status} {refusal?.Code} {refusal?.Message}");
        var result = IsAboutTheMessage(refusal?.Code) ? SendResult.Rejected(reason) : SendResult.Failed(reason);
        return new Verdict(result, refusal?.Code == TooManyRequests);
    }

    private static bool IsAboutTheMessage(int? code) => code is
        21211 // not a number
        or 21214 // the number cannot be reached
        or 21217 // does not look like a number
        or 21265 // a short code
        or 21266 // the sender itself
        or 21602 // no text
        or 21604 // no recipient
        or 21605 or 21617 or 21658 // too long
        or 21610 // the recipient does not want our messages
        or 21614 // not a mobile number
        or 21635; // a landline
}
