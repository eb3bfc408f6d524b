using System.Text.Json;

namespace Tracker.Bench.Load.TaskTracker;

/// <summary>Sends each kind of request once, as in the README's walk.</summary>
internal static class Walk
{
    public static async Task SendAsync(Func<Call, Task<string>> ask)
    {
        var created = await ask(new Call("POST", AskedRequest.Tasks, """{"title":"Walk","tags":["first"],"priority":"HIGH"}"""));
        var task = $"{AskedRequest.Tasks}/{JsonDocument.Parse(created).RootElement.GetProperty("id").GetString()}";
        foreach (var call in new[]
        {
            Call.Get(task),
            Call.Get($"{AskedRequest.Tasks}?search=walk&status=TODO&sort=due_date:desc&page_size=100"),
            Call.Get($"{AskedRequest.Tasks}?owner=me&tags=first&due_from=2026-01-01&sort=priority:desc,due_date:asc&page=2"),
            Call.Get($"{task}/attachments"),
            Call.Get("/api/v1/tags"),
            new Call("PUT", task, """{"title":"Run","tags":["second"]}"""),
            new Call("PATCH", task, """{"status":"DONE"}"""),
            Call.Get("/api/v1/audit-events"),
            new Call("DELETE", task),
            Call.Get("/api/v1/auth/me"),
            Call.Get("/health/ready"),
            Call.Get("/metrics"),
            Call.Get("/openapi.json"),
        })
        {
            await ask(call);
        }
    }
}
