using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Platform.Messaging;
using Tracker.Tests.TestKit;
using Tracker.Tests.TestKit.Delivery;

namespace Tracker.Tests.Systems.ShopFlow.Notifications;

/// <summary>A shop with fake providers, and with events over one transport or the other. Waits between attempts are short.</summary>
public abstract class EventShop : IAsyncLifetime
{
    public const string Phone = "+15551234567";

    public FakeSes Ses { get; } = new();

    public FakeTwilio Twilio { get; } = new();

    public Shop Shop { get; private set; } = null!;

    public IDeadLetters DeadLetters => Shop.Notifications.Services.GetRequiredService<IDeadLetters>();

    public virtual async ValueTask InitializeAsync()
    {
        var settings = Ses.Settings.Concat(Twilio.Settings).Concat(Carrier()).Select(setting => (setting.Key, setting.Value)).ToArray();
        Shop = await Shop.StartAsync(Retries.Quick, makesDeadLetters: true, settings);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Shop.DisposeAsync();
        await Ses.DisposeAsync();
        await Twilio.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Delivers a message to the consumers like any publisher.</summary>
    public abstract Task PublishAsync(Guid id, string topic, byte[] body);

    /// <summary>An event of an order, as order-service publishes it.</summary>
    public async Task<Guid> PublishCreatedAsync(string orderId, Guid userId)
    {
        var id = Guid.NewGuid();
        await PublishAsync(id, "order.created", Created(id, orderId, userId));
        return id;
    }

    public static byte[] Created(Guid id, string orderId, Guid userId) => Encoding.UTF8.GetBytes(
        $$$"""{"event_id":"{{{id}}}","event_type":"OrderCreated","timestamp":"2026-02-17T11:00:00.000Z","version":"1.0","payload":{"order_id":"{{{orderId}}}","user_id":"{{{userId}}}"}}""");

    public Task<DeadLetter> DeadAsync(Guid id) => FindDeadAsync(id, letter => letter is not null)!;

    public async Task<DeadLetter?> FindDeadAsync(Guid id, Func<DeadLetter?, bool>? hoped = null) => await Soon.BecomesAsync(
        async () => (await DeadLetters.ListAsync(1000, default)).SingleOrDefault(letter => letter.EventId == id), hoped ?? (_ => true));

    /// <summary>The rows of an event, the e-mail first, once they match.</summary>
    public Task<string> RowsAsync(Guid eventId, string hoped) => Soon.BecomesAsync(() => RowsAsync(eventId), rows => rows == hoped);

    /// <summary>The current rows of an event: channel and status, the e-mail first.</summary>
    public async Task<string> RowsAsync(Guid eventId) => string.Join(", ", (await Shop.RowsAsync(
        Shop.NotificationsDatabase,
        "select channel || ' ' || status as said from notifications where event_id = $1 order by channel",
        eventId)).Select(row => row!["said"]!.GetValue<string>()));

    /// <summary>Waits until the log of notification-service contains a text.</summary>
    public Task LogHasAsync(string text) =>
        Soon.BecomesAsync(async () => (await Shop.Notifications.LogAsync()).Contains(text, StringComparison.Ordinal), found => found);

    /// <summary>The variables that select the transport.</summary>
    protected abstract IEnumerable<KeyValuePair<string, string>> Carrier();
}
