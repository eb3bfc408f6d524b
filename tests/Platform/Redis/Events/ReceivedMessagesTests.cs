using Shouldly;
using Tracker.Platform.Messaging;
using Tracker.Platform.Redis.Events;

namespace Tracker.Tests.Platform.Redis.Events;

public sealed class ReceivedMessagesTests
{
    private readonly ReceivedMessages received = new();

    [Fact]
    public async Task Room_is_bounded_in_bytes_and_freed_by_taking()
    {
        Fill(megabytes: 4).ShouldBe(8);

        await received.TakeAsync(1, CancellationToken.None);

        Fill(megabytes: 4).ShouldBe(1);
    }

    [Fact]
    public async Task Room_is_bounded_in_messages()
    {
        Fill(megabytes: 0).ShouldBe(10_000);

        (await received.TakeAsync(100, CancellationToken.None)).Count.ShouldBe(100);
        Fill(megabytes: 0).ShouldBe(100);
    }

    private int Fill(int megabytes)
    {
        var message = new OutboxMessage(Guid.NewGuid(), "order/created", new byte[megabytes * 1024 * 1024], DateTime.UtcNow);
        var added = 0;
        while (received.TryAdd(message))
        {
            added++;
        }

        return added;
    }
}
