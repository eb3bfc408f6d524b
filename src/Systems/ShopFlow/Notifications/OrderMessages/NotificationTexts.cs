namespace Tracker.Systems.ShopFlow.Notifications.OrderMessages;

/// <summary>What a notification says, ready for every channel.</summary>
/// <param name="Subject">The e-mail's subject: one line.</param>
/// <param name="Html">The e-mail's body.</param>
/// <param name="Text">The same facts for readers without HTML.</param>
/// <param name="Sms">One segment: at most 160 characters of the GSM alphabet.</param>
internal sealed record NotificationTexts(string Subject, string Html, string Text, string Sms);
