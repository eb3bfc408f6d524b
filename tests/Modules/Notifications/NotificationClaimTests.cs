using Shouldly;
using Tracker.Modules.Notifications;
using Tracker.Modules.Notifications.Delivery;
using Tracker.Platform.Messaging;
using Tracker.Platform.Messaging.Claims;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Modules.Notifications;

/// <summary>The clock of the world is stopped: no lease expires in these tests.</summary>
public sealed class NotificationClaimTests : IAsyncLifetime
{
    private readonly Guid eventId = Guid.NewGuid();
    private NotificationWorld first = null!;
    private NotificationWorld second = null!;

    public async ValueTask InitializeAsync()
    {
        first = await NotificationWorld.StartAsync();
        second = first.Another();
        await first.Get<ClaimOwner>().StepAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await second.DisposeAsync();
        await first.DisposeAsync();
    }

    [Fact]
    public async Task A_dead_instances_notifications_are_sent_before_its_lease_expires()
    {
        await SendAndHangAsync();
        await EndSessionAsync();

        await LookAsync(second.Get<ClaimOwner>());

        (await second.DeliverAsync(eventId)).ShouldBe(MessageOutcome.Done);
        (await second.RowsAsync(eventId)).ShouldBe(["email sent mail-1", "sms sent text-1"]);
    }

    [Fact]
    public async Task A_message_waits_until_a_dead_instances_claims_are_released()
    {
        await SendAndHangAsync();
        await EndSessionAsync();
        second.Get<DeliverNotificationsHandler>().BusyLimit = TimeSpan.FromSeconds(60);

        var delivery = second.DeliverAsync(eventId);
        await LookAsync(second.Get<ClaimOwner>());

        (await delivery).ShouldBe(MessageOutcome.Done);
        (await second.RowsAsync(eventId)).ShouldBe(["email sent mail-1", "sms sent text-1"]);
    }

    [Fact]
    public async Task A_claim_made_after_a_failure_is_released_too()
    {
        first.Provider.NextEmails.Enqueue(_ => Task.FromResult(SendResult.Failed("busy")));
        (await first.DeliverAsync(eventId, drafts: first.Drafts().Take(1).ToList())).Fate.ShouldBe(MessageFate.Retry);
        (await OwnersAsync()).ShouldBe(0);
        await SendAndHangAsync(attempt: 2);
        await EndSessionAsync();

        await LookAsync(second.Get<ClaimOwner>());

        (await second.DeliverAsync(eventId, attempt: 2)).ShouldBe(MessageOutcome.Done);
    }

    [Fact]
    public async Task A_live_instances_claimed_notification_is_not_sent_by_another()
    {
        await SendAndHangAsync();

        await LookAsync(second.Get<ClaimOwner>());

        (await second.DeliverAsync(eventId)).Fate.ShouldBe(MessageFate.Later);
        second.Provider.Emails.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_finished_notification_has_no_owner()
    {
        first.Provider.NextEmails.Enqueue(_ => Task.FromResult(SendResult.Rejected("no such address")));

        await first.DeliverAsync(eventId);

        (await first.RowsAsync(eventId)).ShouldBe(["email failed no such address", "sms sent text-1"]);
        (await OwnersAsync()).ShouldBe(0);
    }

    // The first step sees which locks are missing, and opens a session before, however long that takes.
    private static async Task LookAsync(ClaimOwner owner)
    {
        await owner.StepAsync(CancellationToken.None);
        await Task.Delay(owner.Grace + TimeSpan.FromMilliseconds(100));
        await owner.StepAsync(CancellationToken.None);
    }

    // Like a process killed while its provider has the message.
    private async Task SendAndHangAsync(int attempt = 1)
    {
        var offered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        first.Provider.NextEmails.Enqueue(async ct =>
        {
            offered.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, ct);
            return SendResult.Sent("never");
        });
        _ = first.DeliverAsync(eventId, attempt);
        await offered.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    private async Task EndSessionAsync()
    {
        await first.ExecuteAsync(
            $"select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objid = {first.Get<ClaimOwner>().Number}");
        await Soon.BecomesTrue(async () => await CountAsync("pg_locks where locktype = 'advisory' and objsubid = 2") == 0);
    }

    private Task<long> OwnersAsync() => CountAsync("notifications where claimed_by is not null");

    private async Task<long> CountAsync(string what)
    {
        await using var command = first.Database.Source.CreateCommand($"select count(*) from {what}");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
