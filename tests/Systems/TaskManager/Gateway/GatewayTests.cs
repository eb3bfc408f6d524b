using System.Net;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskManager.Gateway;

/// <summary>Document 004, "API Gateway", and the health of the services.</summary>
public sealed class GatewayTests
{
    [Fact]
    public async Task Every_service_names_itself()
    {
        await using var desk = await Desk.StartAsync();

        await (await desk.Http("api-gateway").GetAsync("/")).ShouldBeAsync(
            HttpStatusCode.OK,
            """
            {"service": "api-gateway", "version": "*", "status": "running",
             "services": ["auth-service", "task-service", "notification-service"]}
            """);
        foreach (var service in new[] { "auth-service", "task-service", "notification-service" })
        {
            await (await desk.Http(service).GetAsync("/")).ShouldBeAsync(
                HttpStatusCode.OK, $$"""{"service": "{{service}}", "version": "*", "status": "running"}""");
            await (await desk.Http(service).GetAsync("/health")).ShouldBeAsync(
                HttpStatusCode.OK, $$"""{"status": "healthy", "service": "{{service}}"}""");
        }
    }

    [Fact]
    public async Task A_service_that_is_down_answers_503()
    {
        await using var desk = await Desk.StartAsync();
        var user = await desk.UserAsync();
        await (await desk.Http("api-gateway").GetAsync("/health")).ShouldBeAsync(
            HttpStatusCode.OK,
            """
            {"status": "healthy", "service": "api-gateway",
             "services": {"auth-service": "healthy", "task-service": "healthy", "notification-service": "healthy"}}
            """);

        await desk.Services.StopAsync("notification-service");

        await (await desk.Http("api-gateway").GetAsync("/health")).ShouldBeAsync(
            HttpStatusCode.ServiceUnavailable,
            """
            {"status": "unhealthy", "service": "api-gateway",
             "services": {"auth-service": "healthy", "task-service": "healthy", "notification-service": "unhealthy"}}
            """);
        (await user.GetAsync("/notifications")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await user.GetAsync("/tasks/")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Without_auth_service_the_others_answer_503()
    {
        await using var desk = await Desk.StartAsync();
        var user = await desk.UserAsync();
        await desk.Services.StopAsync("auth-service");

        foreach (var (service, path) in new[] { ("task-service", "/tasks/"), ("notification-service", "/notifications") })
        {
            var answer = await user.SendAsync(service, HttpMethod.Get, path);

            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }
    }
}
