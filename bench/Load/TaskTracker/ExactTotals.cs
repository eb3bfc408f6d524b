using System.Text.Json;

namespace Tracker.Bench.Load.TaskTracker;

/// <summary>After all load the counters agree with <c>count(*)</c>.</summary>
internal sealed class ExactTotals : IScenario
{
    private static readonly (string Query, string Where)[] Lists =
    [
        ("", ""),
        ("&status=TODO", "where status = 'TODO'"),
        ("&status=BLOCKED", "where status = 'BLOCKED'"),
        ("&priority=MEDIUM", "where priority = 'MEDIUM'"),
        ("&status=TODO,DONE&priority=LOW,CRITICAL", "where status in ('TODO', 'DONE') and priority in ('LOW', 'CRITICAL')"),
        ("&owner=me&status=IN_PROGRESS", $"where status = 'IN_PROGRESS' and owner_email = '{TaskTrackerBench.Email}'"),
        ("&tags=home", "t where exists (select from task_tags l join tags g on g.id = l.tag_id where l.task_id = t.id and g.folded = 'home')"),
        ("&status=TODO&due_to=2026-12-24", "where status = 'TODO' and due_date < '2026-12-25'"),
    ];

    public string Name => "totals";

    public IReadOnlyList<int> Sizes { get; } = [1_000_000];

    public async Task MeasureAsync(TaskTrackerBench bench, int size, Results results, CancellationToken ct)
    {
        var wrong = new List<string>();
        foreach (var (query, where) in Lists)
        {
            var total = JsonDocument.Parse(await bench.AskAsync(Call.Get($"/api/v1/tasks?page_size=1{query}"), ct))
                .RootElement.GetProperty("total").GetInt64();
            var counted = await bench.Data.CountAsync(where, ct);
            if (total != counted)
            {
                wrong.Add($"total of {query} is {total}, counted {counted}");
            }
        }

        wrong.ForEach(results.Note);
        results.Limit($"totals of {Lists.Length} lists against count(*)", $"{Lists.Length - wrong.Count} exact", "all", wrong.Count == 0);
    }
}
