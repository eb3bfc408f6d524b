using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shouldly;
using Tracker.Platform.Persistence;
using Tracker.Platform.Retention;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Retention;

public sealed class RetentionRuleTests : IAsyncLifetime
{
    private readonly StoppedClock clock = new();
    private readonly Work work = new();
    private string url = "";

    public async ValueTask InitializeAsync()
    {
        url = await TestPostgres.CreateDatabaseAsync();
        await using var database = new Database(url);
        await new Migrator(database).ApplyAsync([RetentionServices.Schema], default);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_rule_runs_once_a_day_despite_restarts()
    {
        work.Due = 25;
        for (var hour = 0; hour < 72; hour++)
        {
            // The service restarts every hour.
            await using var service = Service();
            await Rule(service).RunDailyAsync(default);
            clock.Advance(TimeSpan.FromHours(1));
            work.Due += 1;
        }

        work.Runs.Count.ShouldBe(4);
        work.Runs[0].ShouldBe(25);
        work.Runs.Sum().ShouldBe(25 + 72 - (int)work.Due);
    }

    [Fact]
    public async Task The_rule_runs_when_its_service_starts()
    {
        work.Due = 3;
        await using var service = Service();

        await StartAsync(service);

        await Soon.BecomesAsync(() => Task.FromResult(work.Due), due => due == 0);
        await StopAsync(service);
    }

    [Fact]
    public async Task Only_one_instance_runs_the_rule_at_a_time()
    {
        work.Due = 3;
        work.Gate = new TaskCompletionSource();
        await using var service = Service();
        await using var other = Service();
        var running = Rule(service).RunAsync(default);
        await work.Begun.Task;

        (await Rule(other).RunAsync(default)).ShouldBeNull();

        work.Gate.SetResult();
        (await running).ShouldBe(3);
        (await Rule(other).RunAsync(default)).ShouldBe(0);
    }

    [Fact]
    public async Task A_failed_run_is_repeated()
    {
        work.Due = 3;
        work.Failure = new InvalidOperationException("no storage");
        await using var service = Service();
        await Should.ThrowAsync<InvalidOperationException>(() => Rule(service).RunDailyAsync(default));
        work.Failure = null;

        await Rule(service).RunDailyAsync(default);

        work.Due.ShouldBe(0);
    }

    [Fact]
    public async Task A_last_run_in_the_future_blocks_nothing()
    {
        clock.Advance(TimeSpan.FromDays(365));
        await using var service = Service();
        await Rule(service).RunDailyAsync(default);
        clock.Advance(TimeSpan.FromDays(-365));
        work.Due = 3;

        await Rule(service).RunDailyAsync(default);

        work.Due.ShouldBe(0);
    }

    [Fact]
    public async Task An_operator_can_run_the_rule_at_any_time()
    {
        await using var service = Service();
        await Rule(service).RunAsync(default);
        work.Due = 3;

        (await Rule(service).CountDueAsync(default)).ShouldBe(3);
        (await Rule(service).RunAsync(default)).ShouldBe(3);
    }

    [Fact]
    public async Task A_rule_without_an_age_does_nothing()
    {
        await using var service = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton(_ => new Database(url))
            .AddRetention("orders", "kept")
            .BuildServiceProvider();

        Rule(service).KeepsAll.ShouldBeTrue();
        (await Rule(service).CountDueAsync(default)).ShouldBe(0);
        (await Rule(service).RunAsync(default)).ShouldBe(0);
        service.GetServices<IHostedService>().ShouldBeEmpty();
    }

    private ServiceProvider Service() => new ServiceCollection()
        .AddLogging()
        .AddSingleton<TimeProvider>(clock)
        .AddSingleton(_ => new Database(url))
        .AddRetention("things", "taken away ten at a time", _ => work)
        .BuildServiceProvider();

    private static RetentionRule Rule(ServiceProvider service) => service.GetRequiredService<RetentionRule>();

    private static Task StartAsync(ServiceProvider service) =>
        Task.WhenAll(service.GetServices<IHostedService>().Select(hosted => hosted.StartAsync(default)));

    private static Task StopAsync(ServiceProvider service) =>
        Task.WhenAll(service.GetServices<IHostedService>().Select(hosted => hosted.StopAsync(default)));

    /// <summary>Deletes ten rows at a time.</summary>
    private sealed class Work : IRetentionWork
    {
        private int running;

        public long Due { get; set; }

        public List<int> Runs { get; } = [];

        public Exception? Failure { get; set; }

        public TaskCompletionSource? Gate { get; set; }

        public TaskCompletionSource Begun { get; } = new();

        public Task<long> CountDueAsync(CancellationToken ct) => Task.FromResult(Due);

        public async Task<int> StepAsync(CancellationToken ct)
        {
            Begun.TrySetResult();
            await (Gate?.Task ?? Task.CompletedTask);
            if (Failure is not null)
            {
                throw Failure;
            }

            var some = (int)Math.Min(Due, 10);
            Due -= some;
            running += some;
            if (some == 0)
            {
                Runs.Add(running);
                running = 0;
            }

            return some;
        }
    }
}
