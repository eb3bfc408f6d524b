using Microsoft.Extensions.Logging;
using Shouldly;
using Tracker.Platform.Observability.Logging;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Observability;

public sealed class LogContextTests : IDisposable
{
    private readonly LogCapture log = new();

    public void Dispose() => log.Dispose();

    [Fact]
    public async Task A_user_set_by_an_inner_step_reaches_outer_lines()
    {
        using (LogContext.Begin("c-1", "GET", "/"))
        {
            await Authenticate();
            log.Logger().LogInformation("served");
        }

        log.Line().GetProperty("user_id").GetString().ShouldBe("u-1");

        static async Task Authenticate()
        {
            await Task.Yield();
            LogContext.Current!.UserId = "u-1";
        }
    }

    [Fact]
    public async Task Parallel_requests_have_separate_contexts()
    {
        var logger = log.Logger();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(Request));

        log.Lines().ShouldAllBe(line => line.GetProperty("message").GetString() == line.GetProperty("correlation_id").GetString());

        async Task Request(int number)
        {
            await Task.Yield();
            using var context = LogContext.Begin($"c-{number}");
            await Task.Delay(number % 5);
            logger.LogInformation("c-{Number}", number);
        }
    }

    [Fact]
    public void A_nested_context_restores_the_outer_one()
    {
        using (LogContext.Begin("outer"))
        {
            using (LogContext.Begin("inner"))
            {
                LogContext.Current!.CorrelationId.ShouldBe("inner");
            }

            LogContext.Current!.CorrelationId.ShouldBe("outer");
        }

        LogContext.Current.ShouldBeNull();
    }
}
