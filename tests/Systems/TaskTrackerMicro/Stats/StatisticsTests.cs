using System.Net;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTrackerMicro.Stats;

/// <summary>Document 001, "Statistics": the counts at task-service and at stats-service.</summary>
public sealed class StatisticsTests(Micro micro) : IClassFixture<Micro>
{
    [Fact]
    public async Task Without_tasks_everything_is_zero()
    {
        var user = await micro.UserAsync();

        await (await user.GetAsync("/stats/"))
            .ShouldBeAsync(HttpStatusCode.OK, """{"total_tasks": 0, "completed_tasks": 0, "completed_percentage": 0.0}""");
        await (await user.GetAsync("/tasks/stats")).ShouldBeAsync(HttpStatusCode.OK, """
            {"total": 0, "todo": 0, "in_progress": 0, "done": 0, "completed": 0,
             "high_priority": 0, "medium_priority": 0, "low_priority": 0}
            """);
    }

    [Fact]
    public async Task Own_tasks_are_counted_as_they_are_now()
    {
        var (user, other) = (await micro.UserAsync(), await micro.UserAsync());
        await other.CreateAsync("""{"title": "x", "status": "done"}""");
        await user.CreateAsync("""{"title": "x", "priority": "high"}""");
        await user.CreateAsync("""{"title": "x", "status": "in_progress", "priority": "low"}""");
        var done = await user.TaskAsync("""{"title": "x", "status": "done", "priority": "high"}""");

        await (await user.GetAsync("/stats/"))
            .ShouldBeAsync(HttpStatusCode.OK, """{"total_tasks": 3, "completed_tasks": 1, "completed_percentage": 33.33}""");
        await (await user.GetAsync("/tasks/stats")).ShouldBeAsync(HttpStatusCode.OK, """
            {"total": 3, "todo": 1, "in_progress": 1, "done": 1, "completed": 1,
             "high_priority": 2, "medium_priority": 0, "low_priority": 1}
            """);

        await user.DeleteAsync($"/tasks/{done}");

        await (await user.GetAsync("/stats/"))
            .ShouldBeAsync(HttpStatusCode.OK, """{"total_tasks": 2, "completed_tasks": 0, "completed_percentage": 0}""");
    }

    [Theory]
    [InlineData(3, 2, "66.67")]
    [InlineData(8, 1, "12.5")]
    [InlineData(800, 1, "0.13")]
    [InlineData(2, 2, "100")]
    public async Task The_percentage_has_at_most_two_decimals(int total, int completed, string percentage)
    {
        await using var tasks = new AnsweringPeer(200, $$"""{"total": {{total}}, "completed": {{completed}}}""");
        var user = await micro.UserAsync();

        using var answer = await StatisticsAsync(tasks.Url, user.Token);

        await answer.ShouldBeAsync(
            HttpStatusCode.OK, $$"""{"total_tasks": {{total}}, "completed_tasks": {{completed}}, "completed_percentage": {{percentage}}}""");
    }

    [Theory]
    [InlineData(500, """{"detail": "Internal server error"}""")]
    [InlineData(503, """{"detail": "away"}""")]
    [InlineData(404, """{"detail": "Not found"}""")]
    [InlineData(302, "")]
    [InlineData(200, "")]
    [InlineData(200, "[]")]
    [InlineData(200, "null")]
    [InlineData(200, """{"total": 1}""")]
    [InlineData(200, """{"total": "1", "completed": 1}""")]
    public async Task Any_other_answer_of_task_service_is_a_503(int status, string body)
    {
        await using var tasks = new AnsweringPeer(status, body);
        var user = await micro.UserAsync();

        using var answer = await StatisticsAsync(tasks.Url, user.Token);

        await answer.ShouldBeAsync(
            HttpStatusCode.ServiceUnavailable, """{"detail": "Task service is unavailable. Please try again shortly."}""");
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_task_service_that_is_away_is_a_503()
    {
        var user = await micro.UserAsync();

        using var answer = await StatisticsAsync(new Uri($"http://127.0.0.1:{FreePort.Take()}"), user.Token);

        await answer.ShouldBeAsync(
            HttpStatusCode.ServiceUnavailable, """{"detail": "Task service is unavailable. Please try again shortly."}""");
    }

    [Fact]
    public async Task A_token_that_task_service_refuses_is_a_401()
    {
        await using var tasks = new AnsweringPeer(401, Refusal.NotAuthenticated);
        var user = await micro.UserAsync();

        using var answer = await StatisticsAsync(tasks.Url, user.Token);

        await answer.ShouldBeAsync(HttpStatusCode.Unauthorized, Refusal.NotAuthenticated);
    }

    private async Task<HttpResponseMessage> StatisticsAsync(Uri taskService, string token)
    {
        await using var stats = await micro.Services.StartAnotherAsync("stats-service", ("TASK_SERVICE_URL", taskService.ToString()));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/stats/") { Headers = { Authorization = new("Bearer", token) } };
        var answer = await stats.Http.SendAsync(request);
        await answer.Content.LoadIntoBufferAsync();
        return answer;
    }
}
