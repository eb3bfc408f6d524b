using System.Diagnostics;
using Npgsql;
using Tracker.Tests.TestKit;

namespace Tracker.Fire.TaskTracker;

/// <summary>
/// Eight workers share 5,000 due tasks that are created while they run. Workers are killed with SIGKILL at 20 random moments and replaced.
/// The database is slowed down, so that most kills hit a worker within a transaction. Afterwards each task has exactly one log and one
/// event, and the shared counter agrees.
/// </summary>
internal static class RemindersUnderFire
{
    private const int Workers = 8;
    private const int Tasks = 5_000;
    private const int Kills = 20;
    private const int KillsAShare = 4;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    public static async Task<bool> RunAsync(int seed)
    {
        await using var postgres = await TestPostgres.StartAsync(durable: true);
        var url = await postgres.NewDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(
            $"Host=127.0.0.1;Port={postgres.Port};Username=tracker;Database={url[(url.LastIndexOf('/') + 1)..]}");
        var watch = Stopwatch.StartNew();
        var workers = Enumerable.Range(0, Workers).Select(number => Servers.Worker($"{url}?application_name=worker-{number}")).ToArray();
        try
        {
            await WaitAsync(() => CountAsync(source, "select count(*) from worker_heartbeats"), Workers, watch);
            await PrepareAsync(source);
            var hits = await KillAsync(source, workers, new Random(seed), watch);
            await WaitAsync(() => CountAsync(source, "select count(*) from reminder_logs"), Tasks, watch);
            return await PrintAsync(source, seed, hits, watch.Elapsed);
        }
        finally
        {
            await Task.WhenAll(workers.Select(worker => worker.DisposeAsync().AsTask()));
        }
    }

    /// <summary>Kills at random moments, with new tasks in between.</summary>
    /// <returns>The number of kills that hit a worker within a transaction.</returns>
    private static async Task<int> KillAsync(NpgsqlDataSource source, KillableServer[] workers, Random random, Stopwatch watch)
    {
        var hits = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            if (kill % KillsAShare == 0)
            {
                await AddTasksAsync(source, Tasks * KillsAShare / Kills);
            }

            await Task.Delay(random.Next(200, 1_500));
            var victim = random.Next(Workers);
            var within = await CountAsync(
                source, $"select count(*) from pg_stat_activity where application_name = 'worker-{victim}' and xact_start is not null");
            await workers[victim].KillAndRestartAsync();
            hits += within > 0 ? 1 : 0;
            Console.WriteLine(
                $"{watch.Elapsed.TotalSeconds,6:0.0} s  kill {kill + 1,2} of {Kills}: worker "
                    + $"{victim}{(within > 0 ? " within a transaction" : "")}, "
                    + $"{await CountAsync(source, "select count(*) from reminder_logs")} reminders so far");
        }

        return hits;
    }

    private static async Task<bool> PrintAsync(NpgsqlDataSource source, int seed, int hits, TimeSpan elapsed)
    {
        var logs = await CountAsync(source, "select count(*) from reminder_logs");
        var logged = await CountAsync(source, "select count(distinct task_id) from reminder_logs");
        var events = await CountAsync(source, "select count(*) from audit_events where event_type = 'REMINDER_SENT'");
        var reminded = await CountAsync(source, "select count(distinct task_id) from audit_events where event_type = 'REMINDER_SENT'");
        var counted = await CountAsync(source, "select sum(processed)::bigint from reminder_counts");
        var holds = logs == Tasks && logged == Tasks && events == Tasks && reminded == Tasks && counted == Tasks;
        Console.WriteLine(
            $"""

            seed {seed} · {Workers} workers · {Kills} kills, {hits} of them within a transaction · {elapsed.TotalSeconds:0} s
              due tasks                      {Tasks,6}
              reminder_logs                  {logs,6}   of {logged} tasks
              REMINDER_SENT events           {events,6}   of {reminded} tasks
              reminders_processed_total      {counted,6}
            {(holds ? "exactly one log and one event per task" : "NOT exactly one log and one event per task")}
            """);
        return holds;
    }

    private static Task PrepareAsync(NpgsqlDataSource source) => ExecuteAsync(
        source,
        """
        insert into users (id, email, password_hash, role) values ('00000000-0000-4000-8000-000000000001', 'owner@example.com', '', 'user');
        create function slow() returns trigger language plpgsql as 'begin perform pg_sleep(0.003); return new; end';
        create trigger slow_logs before insert on reminder_logs for each row execute function slow();
        create trigger slow_events before insert on audit_events for each row execute function slow();
        """);

    private static Task AddTasksAsync(NpgsqlDataSource source, int tasks) => ExecuteAsync(
        source,
        $"""
        insert into tasks (id, owner_id, owner_email, title, status, status_rank, priority, priority_rank, due_date, created_at, updated_at)
        select gen_random_uuid(), '00000000-0000-4000-8000-000000000001', 'owner@example.com', 'Task ' || i, 'TODO', 0, 'LOW', 0,
               now() + interval '1 hour' + random() * interval '22 hours', now(), now()
        from generate_series(1, {tasks}) i
        """);

    private static async Task WaitAsync(Func<Task<long>> count, long atLeast, Stopwatch watch)
    {
        while (await count() < atLeast)
        {
            if (watch.Elapsed > Limit)
            {
                // The ledger reports what is missing.
                return;
            }

            await Task.Delay(100);
        }
    }

    private static async Task<long> CountAsync(NpgsqlDataSource source, string sql)
    {
        try
        {
            await using var command = source.CreateCommand(sql);
            return await command.ExecuteScalarAsync() as long? ?? 0;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            // The first worker is still creating the tables.
            return 0;
        }
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
