using Tracker.Tests.TestKit.Delivery;

namespace Tracker.Fire.ShopFlow;

/// <summary>
/// SES and Twilio for notification-service, in this process, which is not killed. Each customer orders once, so that a second message to
/// one is a duplicate.
/// </summary>
internal sealed class Providers : IAsyncDisposable
{
    private readonly FakeSes ses = new();
    private readonly FakeTwilio twilio = new();

    /// <summary>The settings of a service that uses these providers.</summary>
    public IReadOnlyDictionary<string, string> Settings => ses.Settings.Concat(twilio.Settings).ToDictionary();

    /// <summary>The number of customers who got an e-mail, and of e-mails beyond one per customer.</summary>
    public (int Customers, int Duplicates) Emails => Count([.. ses.Accepted.Select(mail => mail.To)]);

    /// <summary>The number of customers who got an SMS, and of SMS beyond one per customer.</summary>
    public (int Customers, int Duplicates) Texts => Count([.. twilio.Accepted.Select(sms => sms.To)]);

    /// <summary>The times of duplicates.</summary>
    public IEnumerable<(DateTime First, DateTime Again)> Repeats => ses.Repeats.Concat(twilio.Repeats).OrderBy(repeat => repeat.First);

    /// <summary>Requests that a real provider would refuse.</summary>
    public int Mistakes => ses.Mistakes.Count + twilio.Mistakes.Count;

    public async ValueTask DisposeAsync()
    {
        await ses.DisposeAsync();
        await twilio.DisposeAsync();
    }

    private static (int Customers, int Duplicates) Count(IReadOnlyList<string> recipients)
    {
        var customers = recipients.Distinct(StringComparer.Ordinal).Count();
        return (customers, recipients.Count - customers);
    }
}
