using System.Text;
using Tracker.Platform.Messaging;

namespace Tracker.Tests.Platform.Messaging;

internal static class Messages
{
    public const string Topic = "order.created";

    public static readonly DateTime Time = new(2026, 3, 1, 11, 59, 0, DateTimeKind.Utc);

    public static OutboxMessage New(string body = "{}", string topic = Topic) =>
        new(Guid.CreateVersion7(), topic, Encoding.UTF8.GetBytes(body), Time);

    public static string Text(this OutboxMessage message) => Encoding.UTF8.GetString(message.Body.Span);

    public static string Text(this InboundMessage message) => Encoding.UTF8.GetString(message.Body.Span);
}
