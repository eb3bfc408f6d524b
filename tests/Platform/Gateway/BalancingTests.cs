using System.Net;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Gateway;

public sealed class BalancingTests : IAsyncLifetime
{
    private Backend one = null!;
    private Backend two = null!;
    private TestService gateway = null!;
    private volatile bool oneIsIll;

    public async ValueTask InitializeAsync()
    {
        one = await Backend.StartAsync(context =>
        {
            context.Response.StatusCode = oneIsIll && context.Request.Path == "/health" ? 500 : 200;
            return context.Response.WriteAsync("one");
        });
        two = await Backend.StartAsync(context => context.Response.WriteAsync("two"));
        gateway = await TestGateway.StartAsync($"{one.Url},{two.Url}");
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await one.DisposeAsync();
        await two.DisposeAsync();
    }

    [Fact]
    public async Task Requests_are_spread_over_the_addresses()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AskAsync()));

        answers.Count(answer => answer == "one").ShouldBeInRange(5, 15);
        answers.ShouldAllBe(answer => answer == "one" || answer == "two");
    }

    [Fact]
    public async Task Reads_meet_no_failure_when_one_of_two_dies()
    {
        for (var i = 0; i < 200; i++)
        {
            if (i == 50)
            {
                await one.StopAsync();
            }

            (await AskAsync()).ShouldBeOneOf(i < 50 ? ["one", "two"] : ["two"]);
        }
    }

    [Fact]
    public async Task A_dead_address_comes_back_by_itself()
    {
        await one.StopAsync();
        await AskAsync();
        await Soon.BecomesTrue(async () => (await gateway.Http.GetStringAsync("/metrics")).Contains("\"} 0\n", StringComparison.Ordinal));
        await one.StartAsync();

        await Soon.BecomesTrue(async () => await AskAsync() == "one");
    }

    [Fact]
    public async Task A_write_whose_connection_is_refused_goes_to_the_other()
    {
        await one.StopAsync();
        for (var i = 0; i < 4; i++)
        {
            using var answer = await gateway.Http.PostAsync("/api/v1/tasks", JsonAssertions.Json("{}"));
            (await answer.Content.ReadAsStringAsync()).ShouldBe("two");
        }
    }

    [Fact]
    public async Task An_address_that_is_ill_gets_no_requests()
    {
        oneIsIll = true;
        await Soon.BecomesTrue(async () =>
            (await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => AskAsync()))).All(answer => answer == "two"));
        oneIsIll = false;
        await Soon.BecomesTrue(async () => await AskAsync() == "one");
    }

    [Fact]
    public async Task No_healthy_address_answers_503()
    {
        await one.StopAsync();
        await two.StopAsync();

        await Soon.BecomesTrue(async () => (await gateway.LogAsync()).Contains("No instance of task-service", StringComparison.Ordinal)
            || (await gateway.Http.GetAsync("/api/v1/tasks")).StatusCode != HttpStatusCode.ServiceUnavailable);
        (await gateway.Http.GetAsync("/api/v1/tasks")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Theory]
    [InlineData("GET", HttpStatusCode.OK, 1)]
    [InlineData("POST", HttpStatusCode.ServiceUnavailable, 0)]
    public async Task Only_a_read_is_repeated_after_it_was_sent(string method, HttpStatusCode status, int repeated)
    {
        var writes = 0;
        await using var healthy = await Backend.StartAsync(context =>
        {
            writes += context.Request.Path == "/health" ? 0 : 1;
            return Task.CompletedTask;
        });
        using var breaking = new RawPeer(async (stream, head) =>
        {
            if (!head.Contains(" /health ", StringComparison.Ordinal))
            {
                return false;
            }

            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
            return true;
        });
        // The first request goes to the second address.
        await using var both = await TestGateway.StartAsync($"{healthy.Url},{breaking.Url}");

        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1/tasks");
        using var answer = await both.Http.SendAsync(request);

        answer.StatusCode.ShouldBe(status);
        writes.ShouldBe(repeated);
    }

    [Fact]
    public async Task The_health_of_each_service_can_be_asked()
    {
        await one.StopAsync();

        await (await gateway.Http.GetAsync("/health")).ShouldBeAsync(
            HttpStatusCode.OK, """[{"name": "user-service", "is_up": false}, {"name": "task-service", "is_up": true}]""");
    }

    private async Task<string> AskAsync()
    {
        using var answer = await gateway.Http.GetAsync("/api/v1/tasks");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadAsStringAsync();
    }
}
