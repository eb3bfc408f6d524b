using System.Text.Json.Nodes;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker;

/// <summary>A service with exactly these tasks, so that totals are exact.</summary>
public sealed class ListWorld : IAsyncLifetime
{
    /// <summary>The tasks in order of creation; two belong to Grace.</summary>
    private static readonly string[] Tasks =
    [
        """{"title": "alpha", "description": "100% of it", "status": "TODO", "priority": "LOW", "due_date": "2026-03-01T00:00:00Z", "tags": ["backend"]}""",
        """{"title": "Bravo", "description": "a_b", "status": "IN_PROGRESS", "priority": "CRITICAL", "due_date": "2026-03-01T23:59:59.999Z", "tags": ["backend", "urgent"]}""",
        """{"title": "charlie", "description": "C:\\temp", "status": "DONE", "priority": "MEDIUM", "due_date": "2026-03-02T00:00:00Z", "tags": ["urgent"]}""",
        """{"title": "Delta's", "description": "party 🎉 time", "status": "BLOCKED", "priority": "HIGH"}""",
        """{"title": "echo ÄÖÜ", "status": "TODO", "priority": "CRITICAL", "due_date": "2025-12-31T10:00:00Z", "tags": ["frontend"]}""",
        """{"title": "Foxtrot", "description": "alphabet", "status": "TODO", "priority": "HIGH", "due_date": "2026-03-02T12:00:00Z"}""",
    ];

    public Api Api { get; private set; } = null!;

    public Person Ada { get; private set; } = null!;

    public Person Grace { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Api = await Api.StartAsync();
        Ada = await Api.PersonAsync();
        Grace = await Api.PersonAsync();
        for (var i = 0; i < Tasks.Length; i++)
        {
            var id = await (i < 4 ? Ada : Grace).TaskAsync(Tasks[i]);
            // A minute apart, so that no two tasks share a millisecond.
            var at = new DateTime(2026, 1, 1, 0, i, 0, DateTimeKind.Utc);
            await Api.ExecuteAsync(
                "update tasks set created_at = $1, updated_at = $2 where id = $3", at, at.AddHours(i % 2), Guid.Parse(id));
        }
    }

    /// <summary>The first word of each title on the page, in order.</summary>
    public async Task<string> ListAsync(string query)
    {
        var page = await PageAsync(query);
        return string.Join(' ', page["items"]!.AsArray().Select(task => task!["title"]!.GetValue<string>().Split(' ', '\'')[0]));
    }

    public async Task<JsonNode> PageAsync(string query) =>
        await (await Ada.GetAsync("/tasks?" + query.Replace("{grace}", Grace.Id.ToString(), StringComparison.Ordinal))).ReadAsync();

    public async ValueTask DisposeAsync() => await Api.DisposeAsync();
}
