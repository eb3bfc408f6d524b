using System.Net;
using System.Text.Json.Nodes;
using Npgsql;
using Shouldly;
using Tracker.Platform.Persistence;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker;

/// <summary>The <c>Idempotency-Key</c> of POST /tasks.</summary>
public sealed class IdempotencyTests(Api api) : IClassFixture<Api>
{
    private const string Body =
        """{"title": "Water the plants", "status": "BLOCKED", "due_date": "2026-12-31T10:00:00.123+02:00", "tags": ["b", "A"]}""";

    private const string Reused =
        "This Idempotency-Key was used for a task with other content. Use a new key for a new task.";

    [Fact]
    public async Task A_repeat_gets_the_first_answer_after_later_changes()
    {
        var person = await api.PersonAsync();
        var first = await PostAsync(person, Body, "again");
        var text = await first.Content.ReadAsStringAsync();
        var id = JsonNode.Parse(text)!["id"]!.GetValue<string>();
        await (await person.PatchAsync($"/tasks/{id}", """{"title": "changed", "tags": []}""")).ReadAsync();

        var again = await PostAsync(
            person, """{"tags": [" a ", "B", "a"], "title": " Water the plants ", "due_date": "2026-12-31T08:00:00.123Z", "status": "BLOCKED"}""",
            "again");
        await person.DeleteAsync($"/tasks/{id}");
        var afterDeletion = await PostAsync(person, Body, "again");

        first.Headers.Contains("Idempotency-Replayed").ShouldBeFalse();
        foreach (var answer in new[] { again, afterDeletion })
        {
            (answer.StatusCode, answer.Headers.Location, answer.Headers.ETag)
                .ShouldBe((HttpStatusCode.Created, first.Headers.Location, first.Headers.ETag));
            (await answer.Content.ReadAsStringAsync()).ShouldBe(text);
            answer.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        }
    }

    [Fact]
    public async Task Parallel_equal_requests_create_one_task_over_two_instances()
    {
        await using var twin = await Api.StartAsync(api.DatabaseUrl);
        var person = await api.PersonAsync();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 60).Select(i => PostAsync(person, Body, "one", (i % 2 == 0 ? api : twin).Http)));
        var bodies = await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync()));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Created, bodies[0]);
        bodies.Distinct().ShouldHaveSingleItem();
        answers.Count(answer => !answer.Headers.Contains("Idempotency-Replayed")).ShouldBe(1);
        (await (await person.GetAsync("/tasks?owner=me")).ReadAsync())["total"]!.GetValue<int>().ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"title": "Water the plant"}""")]
    [InlineData("""{"title": "Water the plants", "status": "BLOCKED", "tags": ["a", "b"]}""")]
    [InlineData("""{"title": "Water the plants", "status": "BLOCKED", "due_date": "2026-12-31T10:00:00.124+02:00", "tags": ["b", "A"]}""")]
    public async Task The_same_key_with_other_content_is_refused(string other)
    {
        var person = await api.PersonAsync();
        await PostAsync(person, Body, "mine");

        await (await PostAsync(person, other, "mine"))
            .ShouldBeAsync(HttpStatusCode.UnprocessableEntity, Error("IDEMPOTENCY_KEY_REUSED", Reused));
        (await (await person.GetAsync("/tasks?owner=me")).ReadAsync())["total"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Keys_belong_to_their_user()
    {
        var (one, other) = (await api.PersonAsync(), await api.PersonAsync());

        (await PostAsync(one, Body, "shared")).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await PostAsync(other, """{"title": "other"}""", "shared")).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_request_with_a_key_in_use_is_a_conflict()
    {
        var person = await api.PersonAsync();
        await using var source = NpgsqlDataSource.Create(PostgresUrl.Parse(api.DatabaseUrl));
        await using var twin = await source.OpenConnectionAsync();
        await using var transaction = await twin.BeginTransactionAsync();
        await using var insert = new NpgsqlCommand(
            "insert into task_idempotency_keys values ($1, 'slow', '', gen_random_uuid(), now())", twin, transaction)
        {
            Parameters = { new() { Value = person.Id } },
        };
        await insert.ExecuteNonQueryAsync();

        var answer = await PostAsync(person, Body, "slow");
        await transaction.RollbackAsync();

        await answer.ShouldBeAsync(
            HttpStatusCode.Conflict,
            Error("IDEMPOTENCY_KEY_IN_USE", "A request with this Idempotency-Key is still under way. Try again shortly."));
        answer.Headers.RetryAfter.ShouldNotBeNull();
        (await PostAsync(person, Body, "slow")).Headers.Contains("Idempotency-Replayed").ShouldBeFalse();
    }

    [Fact]
    public async Task A_rejected_body_leaves_its_key_free()
    {
        var person = await api.PersonAsync();

        (await PostAsync(person, """{"title": " "}""", "later")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await PostAsync(person, Body, "later")).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("256")]
    [InlineData("tab\tinside")]
    public async Task An_invalid_key_is_refused(string key)
    {
        var person = await api.PersonAsync();

        var answer = await PostAsync(person, Body, key == "256" ? new string('k', 256) : key);

        await answer.ShouldBeAsync(HttpStatusCode.BadRequest, """
            {"error": {"code": "VALIDATION_ERROR", "message": "The request is not valid",
             "details": {"Idempotency-Key": ["must be one value of 1 to 255 visible ASCII characters"]}, "correlation_id": "*"}}
            """);
        (await PostAsync(person, Body, new string('~', 255))).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    private static string Error(string code, string message) =>
        $$$"""{"error": {"code": "{{{code}}}", "message": "{{{message}}}", "details": {}, "correlation_id": "*"}}""";

    private Task<HttpResponseMessage> PostAsync(Person person, string body, string key, HttpClient? http = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/tasks")
        {
            Headers = { Authorization = new("Bearer", person.AccessToken) },
            Content = JsonAssertions.Json(body),
        };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return (http ?? api.Http).SendAsync(request);
    }
}
