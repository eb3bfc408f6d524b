using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Shouldly;
using Tracker.Platform.Messaging;
using Tracker.Platform.Persistence;
using Tracker.Tests.Platform.Messaging;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Persistence;

/// <summary>A successful write is on two servers, even when callers cancel or time out while the standby is silent.</summary>
public sealed class LostStandbyTests
{
    private const int Writers = 8;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(14);
    private readonly ConcurrentDictionary<Guid, string> acknowledged = new();
    private int refused;
    private int hungUp;

    [Fact]
    public async Task A_lost_primary_loses_no_acknowledged_write_or_published_change()
    {
        await using var pair = await TestPostgresPair.StartAsync();
        var url = await pair.NewDatabaseOnPrimaryAsync();
        var transport = new TestTransport();
        await using (var database = new Database(url))
        {
            await new Migrator(database).ApplyAsync(Schema, CancellationToken.None);
            using var publishing = PublishingService.On(database, transport, TimeSpan.FromSeconds(1));
            await publishing.StartAsync();
            using var stop = new CancellationTokenSource();
            var writers = Enumerable.Range(0, Writers)
                .Select(number => Task.Run(() => WriteAsync(publishing, number, stop.Token))).ToList();
            await Task.Delay(TimeSpan.FromSeconds(1));
            acknowledged.ShouldNotBeEmpty();
            var before = acknowledged.Count;
            await pair.StopReceivingAsync();
            await Task.Delay(Silence);
            TestContext.Current.SendDiagnosticMessage(
                $"acknowledged before the silence {before}, in it {acknowledged.Count - before}; refused {refused}, hung up {hungUp}");
            await pair.FailOverAsync();
            await stop.CancelAsync();
            await Task.WhenAll(writers);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            await publishing.StopAsync(limit.Token);
        }

        var (rows, events) = await SurvivorsAsync(pair.OnStandby(url));
        var lost = acknowledged.Keys.Where(id => !rows.Contains(id)).Select(id => acknowledged[id]).ToList();
        var ghosts = transport.Published.Select(message => message.EventId).Where(id => !events.Contains(id)).ToList();
        TestContext.Current.SendDiagnosticMessage(
            $"acknowledged {acknowledged.Count}, rows {rows.Count}, lost {lost.Count} ({string.Join(", ", lost.CountBy(how => how))}), "
            + $"published {transport.Published.Count}, of rows that are not there {ghosts.Count}");
        lost.ShouldBeEmpty();
        ghosts.ShouldBeEmpty();
        refused.ShouldBeGreaterThan(0);
        hungUp.ShouldBeGreaterThan(0);
    }

    private static IReadOnlyList<MigrationSet> Schema =>
        [MessagingSchema.Outbox, new MigrationSet(
            "things", [new Migration(1, "0001_things.sql", "create table things (id uuid primary key)")])];

    private async Task WriteAsync(IHost publishing, int number, CancellationToken stop)
    {
        var database = publishing.Services.GetRequiredService<Database>();
        var outbox = publishing.Services.GetRequiredService<Outbox>();
        for (var turn = number; !stop.IsCancellationRequested; turn++)
        {
            using var caller = CancellationTokenSource.CreateLinkedTokenSource(stop);
            if (turn % 3 == 0)
            {
                caller.CancelAfter(TimeSpan.FromMilliseconds(1500));
            }

            var message = Messages.New();
            try
            {
                var how = (turn % 4) switch
                {
                    0 => await SingleStatementAsync(database, message.EventId, caller.Token),
                    1 => await AfterAReadAsync(database, outbox, message, caller.Token),
                    _ => await BatchAsync(database, outbox, message, caller.Token),
                };
                acknowledged[message.EventId] = how;
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref hungUp);
            }
            catch (NpgsqlException)
            {
                Interlocked.Increment(ref refused);
                await Task.Delay(50, CancellationToken.None);
            }
        }
    }

    private static async Task<string> BatchAsync(Database database, Outbox outbox, OutboxMessage message, CancellationToken ct)
    {
        await using var work = database.Begin();
        work.Add("insert into things (id) values (@id)", Sql.Param("id", message.EventId));
        outbox.Append(work, message);
        await work.CommitAsync(ct);
        return "batch";
    }

    private static async Task<string> AfterAReadAsync(Database database, Outbox outbox, OutboxMessage message, CancellationToken ct)
    {
        await using var work = database.Begin();
        await work.ExecuteAsync("insert into things (id) values (@id)", [Sql.Param("id", message.EventId)], ct);
        outbox.Append(work, message);
        await work.CommitAsync(ct);
        return "transaction";
    }

    private static async Task<string> SingleStatementAsync(Database database, Guid id, CancellationToken ct)
    {
        await database.ExecuteAsync("insert into things (id) values (@id)", [Sql.Param("id", id)], ct);
        return "statement";
    }

    private static async Task<(HashSet<Guid> Rows, HashSet<Guid> Events)> SurvivorsAsync(string url)
    {
        await using var database = new Database(url);
        await using var work = database.Begin();
        return ([.. await work.ReadAsync("select id from things", [], row => row.GetGuid(0), CancellationToken.None)],
            [.. await work.ReadAsync("select event_id from outbox", [], row => row.GetGuid(0), CancellationToken.None)]);
    }
}
