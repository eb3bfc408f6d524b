using Microsoft.Extensions.Logging;
using Shouldly;
using Tracker.Platform.Observability.Logging;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Observability;

public sealed class TerminalLineTests : IDisposable
{
    private readonly LogCapture log = new(LogForm.Terminal);

    public void Dispose() => log.Dispose();

    [Fact]
    public void A_terminal_line_has_all_fields_of_its_request()
    {
        using (LogContext.Begin("c-1", "GET", "/nope"))
        {
            log.Logger().LogInformation("served {Status}", 200);
        }

        log.Text().Single().ShouldMatch(@"^\d\d:\d\d:\d\d\.\d{3} info +api  served 200  GET /nope  correlation_id=c-1$");
    }

    [Fact]
    public void A_value_cannot_command_the_terminal_or_forge_a_line()
    {
        log.Logger().LogInformation("{Text}", "\u001b[2J\nforged\u009b");

        log.Text().Single().ShouldEndWith(@"\u001b[2J\u000aforged\u009b");
    }

    [Fact]
    public void A_path_cannot_command_the_terminal_or_forge_a_line()
    {
        using (LogContext.Begin("c-1", "GET", "/a\u001b[2J\nforged"))
        {
            log.Logger().LogInformation("served");
        }

        log.Text().Single().ShouldContain(@"GET /a\u001b[2J\u000aforged  correlation_id=c-1");
    }

    [Fact]
    public void A_line_of_a_job_has_no_request()
    {
        using (LogContext.Begin("c-1"))
        {
            log.Logger().LogInformation("swept");
        }

        log.Text().Single().ShouldEndWith("swept  correlation_id=c-1");
    }

    [Fact]
    public void An_exception_is_indented_below_its_line()
    {
        log.Logger().LogError(new FormatException("wrong"), "failed");

        var rows = log.Text();
        rows[0].ShouldContain("failed");
        rows[1].ShouldStartWith("    System.FormatException: wrong");
    }
}
