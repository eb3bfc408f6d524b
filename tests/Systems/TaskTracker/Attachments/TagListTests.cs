using System.Net;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker.Attachments;

public sealed class TagListTests
{
    [Fact]
    public async Task Tags_are_listed_by_use()
    {
        await using var api = await FileApi.StartAsync();
        var anna = await api.UserAsync();
        await anna.SendAsync(HttpMethod.Post, "/tasks", JsonAssertions.Json("""{"title": "a", "tags": ["Home", "urgent"]}"""));
        await anna.SendAsync(HttpMethod.Post, "/tasks", JsonAssertions.Json("""{"title": "b", "tags": ["urgent"]}"""));

        await (await anna.GetAsync("/tags"))
            .ShouldBeAsync(HttpStatusCode.OK, """[{"name": "urgent", "task_count": 2}, {"name": "home", "task_count": 1}]""");
        await (await anna.GetAsync("/tags?limit=1")).ShouldBeAsync(HttpStatusCode.OK, """[{"name": "urgent", "task_count": 2}]""");
        await (await anna.GetAsync("/tags?limit=1001")).ShouldBeAsync(
            HttpStatusCode.BadRequest,
            """{"error": {"code": "VALIDATION_ERROR", "message": "*", "details": {"limit": ["must be a whole number from 1 to 1000"]}, "correlation_id": "*"}}""");
    }
}
