using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Tracker.Platform.Background;
using Tracker.Platform.Messaging;

namespace Tracker.Tests.Platform.Messaging;

public sealed class HandledMessagesTests : IAsyncLifetime
{
    private InboxFixture fixture = null!;

    public async ValueTask InitializeAsync() => fixture = await InboxFixture.CreateAsync();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task A_handled_message_is_remembered_for_thirty_days()
    {
        await RecordAsync(1);
        var handled = new HandledMessages(fixture.Database, fixture.Clock);

        fixture.Clock.Advance(TimeSpan.FromDays(30));
        (await handled.TidyAsync(CancellationToken.None)).ShouldBe(StepResult.Idle);
        (await fixture.CountAsync("handled_messages")).ShouldBe(1);

        fixture.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await handled.TidyAsync(CancellationToken.None);
        (await fixture.CountAsync("handled_messages")).ShouldBe(0);
    }

    [Fact]
    public async Task A_full_step_is_followed_by_another_at_once()
    {
        await RecordAsync(1001);
        fixture.Clock.Advance(HandledMessages.Retention + TimeSpan.FromDays(1));
        var handled = new HandledMessages(fixture.Database, fixture.Clock);

        (await handled.TidyAsync(CancellationToken.None)).ShouldBe(StepResult.More);
        (await fixture.CountAsync("handled_messages")).ShouldBe(1);
        (await handled.TidyAsync(CancellationToken.None)).ShouldBe(StepResult.Idle);
        (await fixture.CountAsync("handled_messages")).ShouldBe(0);
    }

    [Fact]
    public void Several_consumers_of_a_service_share_one_cleanup_loop()
    {
        var services = new ServiceCollection();
        services.AddInbox(new Subscription("one", "order.created"), _ => new RecordingConsumer());
        var loops = services.Count;
        services.AddInbox(new Subscription("two", "order.shipped"), _ => new RecordingConsumer());

        // The second consumer adds itself, its local inbox and its loop.
        (services.Count - loops).ShouldBe(3);
        services.Count(service => service.ServiceType == typeof(HandledMessages)).ShouldBe(1);
    }

    private async Task RecordAsync(int count)
    {
        var handled = new HandledMessages(fixture.Database, fixture.Clock);
        await using var work = fixture.Database.Begin();
        for (var i = 0; i < count; i++)
        {
            handled.Record(work, "notifications.order.created", Guid.CreateVersion7());
        }

        await work.CommitAsync(CancellationToken.None);
    }
}
