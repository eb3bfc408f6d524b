using System.Diagnostics;
using Shouldly;
using Tracker.Platform.Messaging;

namespace Tracker.Tests.Platform.Messaging;

public sealed class MessagingTelemetryTests
{
    private const string TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public async Task Published_events_are_counted()
    {
        await using var fixture = await OutboxFixture.CreateAsync();
        await fixture.CommitAsync(3);
        await fixture.Dispatcher.DispatchBatchAsync(CancellationToken.None);

        fixture.Telemetry.Samples.ShouldContain("outbox_published_total 3");
        fixture.Telemetry.Samples.ShouldContain("outbox_publish_seconds_count 1");
        fixture.Telemetry.Samples.ShouldContain("outbox_delay_seconds_sum 180");
    }

    [Fact]
    public async Task Handled_messages_are_counted_by_topic_and_outcome()
    {
        await using var fixture = await InboxFixture.CreateAsync();
        fixture.Consumer.Outcome = (message, _) =>
            Task.FromResult(message.Text() == "bad" ? MessageOutcome.Dead("bad") : MessageOutcome.Done);
        await fixture.ReceiveAsync(Messages.New("bad"));
        var good = await fixture.ReceiveAsync(Messages.New("good"));
        await fixture.StepAsync();
        await fixture.ReceiveAsync(good);
        await fixture.StepAsync();

        fixture.Telemetry.Samples.ShouldContain("""messages_handled_total{topic="order.created",outcome="done"} 1""");
        fixture.Telemetry.Samples.ShouldContain("""messages_handled_total{topic="order.created",outcome="dead"} 1""");
        fixture.Telemetry.Samples.ShouldContain("""messages_handled_total{topic="order.created",outcome="repeat"} 1""");
    }

    [Fact]
    public async Task The_handling_continues_the_trace_of_the_change()
    {
        await using var fixture = await InboxFixture.CreateAsync();
        var seen = "";
        fixture.Consumer.Outcome = (_, _) =>
        {
            seen = $"{Activity.Current?.TraceId} {Activity.Current?.ParentSpanId}";
            return Task.FromResult(MessageOutcome.Done);
        };
        await fixture.ReceiveAsync(Messages.New() with { TraceParent = TraceParent });
        await fixture.StepAsync();

        seen.ShouldBe("0af7651916cd43dd8448eb211c80319c b7ad6b7169203331");
    }
}
