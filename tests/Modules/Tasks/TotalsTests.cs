using Shouldly;
using Tracker.Modules.Tasks;
using Tracker.Platform.Background;

namespace Tracker.Tests.Modules.Tasks;

/// <summary>Compares totals with count(*) under random changes by many writers while counts are folded. A failure names its seed.</summary>
public sealed class TotalsTests : IAsyncLifetime
{
    private TaskWorld world = null!;

    public async ValueTask InitializeAsync() => world = await TaskWorld.StartAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(20261121)]
    [InlineData(null)]
    public async Task Totals_are_exact_before_and_after_folding(int? fixedSeed)
    {
        var seed = fixedSeed ?? Environment.TickCount;
        using var done = new CancellationTokenSource();
        var folders = Enumerable.Range(0, 2).Select(_ => FoldAsync(done.Token)).ToArray();

        await Task.WhenAll(
            Enumerable.Range(0, 6).Select(writer => ChangeAsync(new Random(seed + writer), writer % 2 == 0 ? world.Anna : world.Ben)));

        await CompareAllAsync($"seed {seed}, while folding");
        await done.CancelAsync();
        await Task.WhenAll(folders);
        await world.Get<FoldTaskCounts>().StepAsync(default);
        (await world.RowsAsync("select count(*) from task_count_deltas", row => row.GetInt64(0))).ShouldBe([0]);
        await CompareAllAsync($"seed {seed}, folded");
    }

    [Fact]
    public async Task A_total_stays_exact_during_a_fold()
    {
        foreach (var i in Enumerable.Range(0, 50))
        {
            await world.CreateAsync($"{i}");
        }

        using var done = new CancellationTokenSource();
        var folding = FoldAsync(done.Token);
        foreach (var _ in Enumerable.Range(0, 300))
        {
            (await world.ListAsync(size: 1)).Total.ShouldBe(50);
        }

        await done.CancelAsync();
        await folding;
    }

    [Fact]
    public async Task A_step_folds_all_pending_changes_and_reports_no_more()
    {
        await world.CreateAsync();

        (await world.Get<FoldTaskCounts>().StepAsync(default)).ShouldBe(StepResult.Idle);

        (await world.RowsAsync("select sum(tasks)::int from task_counts", row => row.GetInt32(0))).ShouldBe([2]);
        (await world.ListAsync()).Total.ShouldBe(1);
    }

    [Fact]
    public async Task More_than_one_batch_is_folded_in_steps()
    {
        await world.RowsAsync($"insert into task_count_deltas select '{world.Anna.Id}', 0, 0, 1 from generate_series(1, 25000)", _ => 0);
        var steps = 0;

        while (await world.Get<FoldTaskCounts>().StepAsync(default) == StepResult.More)
        {
            steps++;
        }

        steps.ShouldBe(2);
        (await world.ListAsync()).Total.ShouldBe(25_000);
        (await world.RowsAsync("select pg_relation_size('task_count_deltas')", row => row.GetInt64(0)))
            .Single().ShouldBeLessThan(1_000_000);
    }

    private async Task FoldAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await world.Get<FoldTaskCounts>().StepAsync(default);
        }
    }

    private async Task ChangeAsync(Random random, TaskOwner owner)
    {
        var mine = new List<Guid>();
        foreach (var _ in Enumerable.Range(0, 60))
        {
            var content = new TaskContent("t", Status: Any(random, world.Policy.Statuses), Priority: Any(random, world.Policy.Priorities));
            switch (mine.Count == 0 ? 0 : random.Next(4))
            {
                case 0 or 1:
                    mine.Add((await world.Get<CreateTaskHandler>().Handle(new(owner, content), default)).Id);
                    break;
                case 2:
                    await world.Get<UpdateTaskHandler>()
                        .Handle(new(mine[random.Next(mine.Count)], owner.Id, TaskChanges.Replacing(content, world.Policy)), default);
                    break;
                default:
                    // Sometimes deletes a deleted task again, which must change nothing.
                    await world.Get<DeleteTaskHandler>().Handle(new(mine[random.Next(mine.Count)], owner.Id), default);
                    break;
            }
        }
    }

    private async Task CompareAllAsync(string when)
    {
        Guid?[] owners = [null, world.Anna.Id, world.Ben.Id, Guid.NewGuid()];
        foreach (var owner in owners)
        {
            foreach (var statuses in Sets(world.Policy.Statuses))
            {
                foreach (var priorities in Sets(world.Policy.Priorities))
                {
                    var filter = new TaskFilter { OwnerId = owner, Statuses = statuses, Priorities = priorities };
                    var counted = await world.ListAsync(filter, size: 1);
                    var truth = await world.ListAsync(filter with { Search = "t" }, size: 1);
                    counted.Total.ShouldBe(truth.Total, $"{when}: {owner} [{string.Join(',', statuses)}] [{string.Join(',', priorities)}]");
                }
            }

            if (owner is { } id)
            {
                await CompareStatisticsAsync(id, when);
            }
        }
    }

    private async Task CompareStatisticsAsync(Guid owner, string when)
    {
        var statistics = await world.Get<CountTasksHandler>().Handle(new CountTasksQuery(owner), default);
        var all = new TaskFilter { OwnerId = owner, Search = "t" };
        statistics.Total.ShouldBe((await world.ListAsync(all, size: 1)).Total, $"{when}: {owner}");
        foreach (var status in world.Policy.Statuses.Words)
        {
            var truth = await world.ListAsync(all with { Statuses = [status] }, size: 1);
            statistics.Statuses[status].ShouldBe(truth.Total, $"{when}: {owner} {status}");
        }

        foreach (var priority in world.Policy.Priorities.Words)
        {
            var truth = await world.ListAsync(all with { Priorities = [priority] }, size: 1);
            statistics.Priorities[priority].ShouldBe(truth.Total, $"{when}: {owner} {priority}");
        }
    }

    private static RankedWord Any(Random random, Vocabulary words) => words.Words[random.Next(words.Words.Count)];

    private static IEnumerable<RankedWord[]> Sets(Vocabulary words) =>
        [[], .. words.Words.Select(word => new[] { word }), [words.Words[0], words.Words[2]]];
}
