using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker.Events;

/// <summary><c>GET /api/v1/events</c>: what a stream has.</summary>
public sealed class EventStreamTests(Api api) : IClassFixture<Api>
{
    [Fact]
    public async Task Each_change_of_a_task_is_one_event()
    {
        var (owner, other) = (await api.PersonAsync(), await api.PersonAsync());
        await using var reader = await EventReader.OpenAsync(api.Service.Url, other.AccessToken);

        var task = await owner.TaskAsync();
        await owner.PatchAsync($"/tasks/{task}", """{"status": "DONE", "tags": ["a"]}""");
        await owner.PatchAsync($"/tasks/{task}", """{"status": "DONE"}""");
        await other.PatchAsync($"/tasks/{task}", """{"status": "TODO"}""");
        await owner.PatchAsync($"/tasks/{task}", """{"title": "x", "description": "y", "priority": "LOW", "due_date": "2030-01-01T00:00:00Z"}""");
        var attachment = await AttachAsync(owner, task);
        await owner.DeleteAsync($"/attachments/{attachment}");
        await owner.DeleteAsync($"/tasks/{task}");

        var events = await reader.NextAsync(6);
        events.Select(each => $"{each.Name} {string.Join(',', each.Data["changed"]!.AsArray())}").ShouldBe(
        [
            "task.created ", "task.updated status,tags", "task.updated title,description,priority,due_date",
            "attachment.added attachments", "attachment.removed attachments", "task.deleted ",
        ]);
        foreach (var each in events)
        {
            each.Data.AsObject().Select(member => member.Key).ShouldBe(["task_id", "owner_id", "changed", "at"]);
            each.Data["task_id"]!.GetValue<string>().ShouldBe(task);
            each.Data["owner_id"]!.GetValue<string>().ShouldBe(owner.Id.ToString());
            DateTime.Parse(each.Data["at"]!.GetValue<string>(), null).ToUniversalTime()
                .ShouldBe(DateTime.UtcNow, TimeSpan.FromMinutes(1));
        }

        await owner.TaskAsync();
        (await reader.NextAsync()).Name.ShouldBe("task.created");
        reader.HasNoMore();
    }

    [Fact]
    public async Task A_bulk_change_is_one_event_a_changed_task()
    {
        var (owner, other) = (await api.PersonAsync(), await api.PersonAsync());
        await using var reader = await EventReader.OpenAsync(api.Service.Url, other.AccessToken);
        var (first, second) = (await owner.TaskAsync(), await owner.TaskAsync());
        var (done, foreign) = (await owner.TaskAsync("""{"title": "done", "status": "DONE"}"""), await other.TaskAsync());
        (await reader.NextAsync(4)).ShouldAllBe(each => each.Name == "task.created");
        var ids = $"\"{first}\", \"{done}\", \"{foreign}\", \"{second}\"";

        await owner.PostAsync("/tasks/bulk", $$$"""{"ids": [{{{ids}}}], "change": {"status": "DONE"}}""");
        await owner.PostAsync("/tasks/bulk", $$"""{"ids": ["{{foreign}}", "{{first}}"], "delete": true}""");
        await owner.TaskAsync();

        (await reader.NextAsync(4)).Select(each => $"{each.Name} {string.Join(',', each.Data["changed"]!.AsArray())} {each.Data["task_id"]}")
            .SkipLast(1).ShouldBe([$"task.updated status {first}", $"task.updated status {second}", $"task.deleted  {first}"]);
        reader.HasNoMore();
    }

    [Fact]
    public async Task A_stream_is_not_stored_or_collected_on_its_way()
    {
        var person = await api.PersonAsync();
        await using var reader = await EventReader.OpenAsync(api.Service.Url, person.AccessToken);

        reader.Answer.Content.Headers.ContentType!.ToString().ShouldBe("text/event-stream");
        reader.Answer.Headers.CacheControl!.ToString().ShouldBe("no-store");
        reader.Answer.Headers.GetValues("X-Accel-Buffering").ShouldBe(["no"]);
        reader.Answer.Content.Headers.ContentEncoding.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stream_begins_with_the_wait_of_a_reconnection()
    {
        var person = await api.PersonAsync();
        using var answer = await EventReader.AskAsync(api.Service.Url, person.AccessToken);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());

        (await lines.ReadLineAsync()).ShouldBe("retry: 3000");
    }

    [Fact]
    public async Task The_headers_of_a_stream_can_be_asked_alone()
    {
        var person = await api.PersonAsync();
        using var answer = await EventReader.AskAsync(api.Service.Url, person.AccessToken, method: HttpMethod.Head);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stream_needs_a_valid_token()
    {
        var person = await api.PersonAsync();
        foreach (var token in new[] { null, "abc", TokenForge.Sign(TokenForge.Claims(person.Id, seconds: -1)) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events");
            request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
            await (await api.Http.SendAsync(request)).ShouldBeAsync(
                HttpStatusCode.Unauthorized,
                """{"error": {"code": "NOT_AUTHENTICATED", "message": "Not authenticated", "details": {}, "correlation_id": "*"}}""");
        }
    }

    [Fact]
    public async Task The_eleventh_stream_of_a_user_is_refused()
    {
        var (person, other) = (await api.PersonAsync(), await api.PersonAsync());
        var readers = new List<EventReader>();
        for (var i = 0; i < 10; i++)
        {
            readers.Add(await EventReader.OpenAsync(api.Service.Url, person.AccessToken));
        }

        var refused = await person.GetAsync("/events");
        await using (await EventReader.OpenAsync(api.Service.Url, other.AccessToken))
        {
            await refused.ShouldBeAsync(
                HttpStatusCode.TooManyRequests,
                """{"error": {"code": "TOO_MANY_STREAMS", "message": "*", "details": {}, "correlation_id": "*"}}""");
            refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(30));
        }

        await readers[0].DisposeAsync();
        await Soon.BecomesTrue(async () =>
        {
            using var answer = await EventReader.AskAsync(api.Service.Url, person.AccessToken);
            return answer.IsSuccessStatusCode;
        });
        foreach (var reader in readers.Skip(1))
        {
            await reader.DisposeAsync();
        }
    }

    [Fact]
    public async Task Opening_a_stream_counts_as_one_request()
    {
        await using var limited = await Api.StartAsync(null, ("RATE_LIMIT_PER_MINUTE", "100"));
        var person = await limited.PersonAsync();
        await using var reader = await EventReader.OpenAsync(limited.Service.Url, person.AccessToken);
        for (var i = 0; i < 5; i++)
        {
            await person.TaskAsync();
        }

        await reader.NextAsync(5);
        (await person.GetAsync("/tags")).Headers.GetValues("X-RateLimit-Remaining").ShouldBe([$"{100 - 1 - 5 - 1}"]);
    }

    private static async Task<string> AttachAsync(Person owner, string task)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes("text")), "file", "a.txt" } };
        var answer = await owner.SendAsync(HttpMethod.Post, $"/tasks/{task}/attachments", form);
        return (await answer.ReadAsync(HttpStatusCode.Created))["id"]!.GetValue<string>();
    }
}
