using Npgsql;
using Shouldly;
using Tracker.Platform.Messaging;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Messaging;

public sealed class InboxFaultTests : IAsyncLifetime
{
    private InboxFixture fixture = null!;

    public async ValueTask InitializeAsync() => fixture = await InboxFixture.CreateAsync();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task A_throwing_consumer_is_retried_and_then_dead_lettered()
    {
        var message = await fixture.ReceiveAsync(Messages.New());
        fixture.Consumer.Outcome = (_, _) => throw new InvalidDataException("no such order");

        var deliveries = new List<int>();
        for (var second = 0; second <= 30; second++)
        {
            await fixture.StepAsync();
            deliveries.Add(fixture.Consumer.Deliveries.Count);
            fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        (deliveries.IndexOf(1), deliveries.IndexOf(2), deliveries.IndexOf(3), deliveries.IndexOf(4), deliveries[^1])
            .ShouldBe((0, 1, 5, 21, 4));
        fixture.Consumer.Deliveries.Select(delivery => (delivery.Attempt, delivery.IsLastAttempt))
            .ShouldBe([(1, false), (2, false), (3, false), (4, true)]);
        var dead = (await fixture.DeadLetters.ListAsync(10, CancellationToken.None)).ShouldHaveSingleItem();
        dead.ShouldBe(new DeadLetter(
            fixture.Subscription.Consumer, message.EventId, message.Topic, 4, "InvalidDataException: no such order", dead.DeadAt));
        (await fixture.CountAsync("handled_messages")).ShouldBe(0);
    }

    [Fact]
    public async Task A_message_claimed_elsewhere_returns_without_counting_an_attempt()
    {
        await fixture.ReceiveAsync(Messages.New());
        fixture.Consumer.Outcome = (_, _) => Task.FromResult(MessageOutcome.Later("somebody else is at it"));

        for (var second = 0; second < 10; second++)
        {
            await fixture.StepAsync();
            fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        fixture.Consumer.Deliveries.Select(delivery => delivery.Attempt).ShouldBe(Enumerable.Repeat(1, 10));
        (await fixture.DeadLetters.ListAsync(10, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_hopeless_message_is_dead_at_once()
    {
        await fixture.ReceiveAsync(Messages.New());
        fixture.Consumer.Outcome = (_, _) => Task.FromResult(MessageOutcome.Dead("not \0 JSON"));

        await fixture.StepAsync();

        var dead = (await fixture.DeadLetters.ListAsync(10, CancellationToken.None)).ShouldHaveSingleItem();
        (dead.Attempts, dead.Reason).ShouldBe((1, "not  JSON"));
        (await fixture.CountAsync("handled_messages")).ShouldBe(0);
    }

    [Fact]
    public async Task A_reason_is_truncated_between_characters()
    {
        await fixture.ReceiveAsync(Messages.New());
        fixture.Consumer.Outcome = (_, _) => Task.FromResult(MessageOutcome.Dead(new string('x', 999) + "🎉"));

        await fixture.StepAsync();

        (await fixture.DeadLetters.ListAsync(10, CancellationToken.None)).ShouldHaveSingleItem().Reason.ShouldBe(new string('x', 999));
    }

    [Fact]
    public async Task A_redelivered_dead_letter_stays_dead()
    {
        var message = await fixture.ReceiveAsync(Messages.New());
        fixture.Consumer.Outcome = (_, _) => Task.FromResult(MessageOutcome.Dead("no template"));
        await fixture.StepAsync();

        await fixture.ReceiveAsync(message);

        (await fixture.StepAsync()).Claimed.ShouldBe(0);
        (await fixture.DeadLetters.ListAsync(10, CancellationToken.None)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_unavailable_peer_counts_no_attempt()
    {
        await fixture.ReceiveAsync(Messages.New());
        fixture.Consumer.Outcome = (_, _) => Task.FromResult(MessageOutcome.Pause("auth-service does not answer"));
        for (var i = 0; i < 10; i++)
        {
            (await fixture.StepAsync()).ShouldBe(new ConsumeResult(1, Paused: true));
        }

        fixture.Consumer.Outcome = (_, _) => Task.FromResult(MessageOutcome.Done);
        (await fixture.StepAsync()).ShouldBe(new ConsumeResult(1, Paused: false));
        fixture.Consumer.Deliveries[^1].Attempt.ShouldBe(1);
    }

    [Fact]
    public async Task A_lost_database_connection_pauses_the_consumer()
    {
        await fixture.ReceiveAsync(Messages.New());
        fixture.Consumer.Outcome = (_, _) => throw new NpgsqlException("connection reset", new IOException());

        (await fixture.StepAsync()).Paused.ShouldBeTrue();
    }

    [Theory]
    [InlineData(PostgresErrorCodes.QueryCanceled)]
    [InlineData(PostgresErrorCodes.LockNotAvailable)]
    [InlineData(PostgresErrorCodes.DeadlockDetected)]
    [InlineData(PostgresErrorCodes.ReadOnlySqlTransaction)]
    [InlineData(PostgresErrorCodes.InvalidPassword)]
    [InlineData(PostgresErrorCodes.InvalidCatalogName)]
    [InlineData(PostgresErrorCodes.InsufficientPrivilege)]
    [InlineData(PostgresErrorCodes.UndefinedTable)]
    [InlineData(PostgresErrorCodes.TooManyConnections)]
    [InlineData(PostgresErrorCodes.AdminShutdown)]
    [InlineData(PostgresErrorCodes.DataCorrupted)]
    public async Task An_unavailable_database_pauses_the_consumer(string sqlState)
    {
        await fixture.ReceiveAsync(Messages.New());
        fixture.Consumer.Outcome = (_, _) => throw new PostgresException("not now", "ERROR", "ERROR", sqlState);

        (await fixture.StepAsync()).Paused.ShouldBeTrue();
    }

    [Theory]
    [InlineData(PostgresErrorCodes.StringDataRightTruncation)]
    [InlineData(PostgresErrorCodes.CheckViolation)]
    [InlineData(PostgresErrorCodes.ProgramLimitExceeded)]
    public async Task A_database_error_caused_by_the_message_counts(string sqlState)
    {
        await fixture.ReceiveAsync(Messages.New());
        fixture.Consumer.Outcome = (_, _) => throw new PostgresException("too long", "ERROR", "ERROR", sqlState);

        (await fixture.StepAsync()).Paused.ShouldBeFalse();
    }

    [Fact]
    public async Task A_lock_timeout_counts_no_attempt()
    {
        await fixture.ReceiveAsync(Messages.New());
        await using var locker = fixture.Database.NewWriteSession();
        await locker.OpenAsync();
        await using var transaction = await locker.BeginTransactionAsync();
        await new NpgsqlCommand("lock table handled_messages in access exclusive mode", locker, transaction).ExecuteNonQueryAsync();
        (await fixture.StepAsync()).ShouldBe(new ConsumeResult(1, Paused: true));

        await transaction.RollbackAsync();
        await fixture.StepAsync();

        fixture.Consumer.Deliveries.Single().Attempt.ShouldBe(1);
        (await fixture.CountAsync("handled_messages")).ShouldBe(1);
    }

    [Fact]
    public async Task A_message_whose_record_fails_is_handled_again()
    {
        await fixture.ReceiveAsync(Messages.New());
        await using var locker = fixture.Database.NewWriteSession();
        await locker.OpenAsync();
        await using var transaction = await locker.BeginTransactionAsync();
        await new NpgsqlCommand("lock table handled_messages in exclusive mode", locker, transaction).ExecuteNonQueryAsync();
        (await fixture.StepAsync()).ShouldBe(new ConsumeResult(1, Paused: true));

        await transaction.RollbackAsync();
        (await fixture.StepAsync()).ShouldBe(new ConsumeResult(1, Paused: false));

        fixture.Consumer.Deliveries.Select(delivery => delivery.Attempt).ShouldBe([1, 1]);
        (await fixture.CountAsync("handled_messages")).ShouldBe(1);
    }

    [Fact]
    public async Task A_consumer_killed_while_handling_loses_nothing()
    {
        await fixture.ReceiveAsync(Messages.New());
        var killed = new RecordingConsumer
        {
            Outcome = async (_, _) => { await Task.Delay(Timeout.Infinite, CancellationToken.None); return MessageOutcome.Done; },
        };
        _ = fixture.NewInbox(killed).HandleBatchAsync(CancellationToken.None);
        await Soon.BecomesTrue(() => killed.Deliveries.Count == 1);

        (await fixture.StepAsync()).Claimed.ShouldBe(0);
        fixture.Clock.Advance(InboxConsumer.Lease);
        await fixture.StepAsync();

        fixture.Consumer.Deliveries.Single().Attempt.ShouldBe(1);
        (await fixture.CountAsync("handled_messages")).ShouldBe(1);
    }

    [Fact]
    public async Task A_stopping_consumer_releases_its_message()
    {
        await fixture.ReceiveAsync(Messages.New());
        using var stop = new CancellationTokenSource();
        fixture.Consumer.Outcome =
            async (_, ct) => { await stop.CancelAsync(); await Task.Delay(Timeout.Infinite, ct); return MessageOutcome.Done; };
        await fixture.Inbox.HandleBatchAsync(stop.Token);

        fixture.Consumer.Outcome = (_, _) => Task.FromResult(MessageOutcome.Done);
        (await fixture.StepAsync()).Claimed.ShouldBe(1);
        fixture.Consumer.Deliveries.Select(delivery => delivery.Attempt).ShouldBe([1, 1]);
    }

    [Fact]
    public async Task A_failure_caused_by_the_stop_counts_no_attempt()
    {
        await fixture.ReceiveAsync(Messages.New());
        using var stop = new CancellationTokenSource();
        fixture.Consumer.Outcome = async (_, _) => { await stop.CancelAsync(); throw new ObjectDisposedException("the pool"); };

        (await fixture.Inbox.HandleBatchAsync(stop.Token)).Paused.ShouldBeTrue();
    }

    [Fact]
    public async Task An_instance_never_claims_its_own_message_twice()
    {
        await fixture.ReceiveAsync(Messages.New());
        var go = new TaskCompletionSource();
        fixture.Consumer.Outcome = async (_, ct) => { await go.Task.WaitAsync(ct); return MessageOutcome.Done; };
        var handling = fixture.StepAsync();
        await Soon.BecomesTrue(() => fixture.Consumer.Deliveries.Count == 1);

        fixture.Clock.Advance(InboxConsumer.Lease * 100);
        (await fixture.Inbox.HandleBatchAsync(CancellationToken.None)).Claimed.ShouldBe(0);
        go.SetResult();

        (await handling).ShouldBe(new ConsumeResult(1, Paused: false));
        (await fixture.CountAsync("handled_messages")).ShouldBe(1);
    }
}
