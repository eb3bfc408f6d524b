using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Shouldly;
using Tracker.Platform.Observability.Logging;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Observability;

public sealed class JsonLineTests : IDisposable
{
    private readonly LogCapture log = new();

    public void Dispose() => log.Dispose();

    [Fact]
    public void A_line_has_the_fields_of_its_request()
    {
        using (var context = LogContext.Begin("c-1", "GET", "/tasks/1"))
        {
            context.UserId = "u-1";
            log.Logger("Tracker.Http.Requests").LogInformation(new EventId(1201), "{Status} in {LatencyMs} ms", 200, 1.5);
        }

        var line = log.Line();
        line.GetProperty("timestamp").GetString()!.ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$");
        Texts(line, "level", "message", "logger", "service", "correlation_id", "user_id", "path", "method")
            .ShouldBe(["info", "200 in 1.5 ms", "Tracker.Http.Requests", "api", "c-1", "u-1", "/tasks/1", "GET"]);
        line.GetProperty("status").GetInt32().ShouldBe(200);
        line.GetProperty("latency_ms").GetDouble().ShouldBe(1.5);
        line.GetProperty("event_id").GetInt32().ShouldBe(1201);
        line.TryGetProperty("properties", out _).ShouldBeFalse();
    }

    [Fact]
    public void A_line_has_the_time_of_its_logging()
    {
        var before = DateTimeOffset.UtcNow.AddMilliseconds(-1);
        log.Logger().LogInformation("now");

        var time = DateTimeOffset.Parse(log.Line().GetProperty("timestamp").GetString()!, CultureInfo.InvariantCulture);

        time.ShouldBeInRange(before, DateTimeOffset.UtcNow);
    }

    [Fact]
    public void A_line_outside_a_request_has_none_of_its_fields()
    {
        log.Logger().LogInformation("started");

        log.Line().EnumerateObject().Select(field => field.Name).ShouldBe(["timestamp", "level", "message", "logger", "service"]);
    }

    [Fact]
    public void An_anonymous_request_has_a_user_of_null()
    {
        using (LogContext.Begin("c-1", "GET", "/"))
        {
            log.Logger().LogInformation("x");
        }

        log.Line().GetProperty("user_id").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void Template_values_are_properties_with_their_own_types()
    {
        var id = Guid.CreateVersion7();
        log.Logger().LogInformation(
            "{TaskId} {IsLate} {Count} {Ratio} {Kind} {Names} {Nothing}", id, true, 5L, 0.25, DayOfWeek.Friday,
            new List<string> { "a", "b" }, null);

        log.Line().GetProperty("properties").GetRawText()
            .ShouldBe($$"""{"task_id":"{{id}}","is_late":true,"count":5,"ratio":0.25,"kind":"Friday","names":["a","b"],"nothing":null}""");
    }

    [Fact]
    public void A_name_used_twice_in_a_template_appears_once()
    {
        log.Logger().LogInformation("{TaskId} {TaskId} {Status} {Status}", 1, 2, 200, 201);

        log.Text().Single().ShouldEndWith("""
            "status":200,"properties":{"task_id":1}}
            """.Trim());
    }

    [Fact]
    public void A_property_of_the_call_overrides_the_context()
    {
        using (LogContext.Begin("c-1", "GET", "/outer"))
        {
            log.Logger().LogInformation("{Path}", "/inner");
        }

        log.Line().EnumerateObject().Where(field => field.Name == "path").ShouldHaveSingleItem().Value.GetString().ShouldBe("/inner");
    }

    [Fact]
    public void Control_characters_and_lone_surrogates_cannot_break_a_line()
    {
        using (LogContext.Begin("c\r\n{}", "GET", "/\u0000\u001b[2J\u2028\ud800"))
        {
            log.Logger().LogInformation("a\nb\"c\\ {Text} {Emoji}", "\udc00\u0007\u009b", "é😀");
        }

        var text = log.Text().Single();
        text.ShouldNotContain(c => char.IsControl(c) || c == '\u2028');
        var line = JsonDocument.Parse(text).RootElement;
        Texts(line, "message", "correlation_id", "path")
            .ShouldBe(["a\nb\"c\\ \ufffd\u0007\u009b é😀", "c\r\n{}", "/\u0000\u001b[2J\u2028\ufffd"]);
        Texts(line.GetProperty("properties"), "text", "emoji").ShouldBe(["\ufffd\u0007\u009b", "é😀"]);
    }

    [Theory]
    [InlineData(LogLevel.Trace, "debug")]
    [InlineData(LogLevel.Debug, "debug")]
    [InlineData(LogLevel.Information, "info")]
    [InlineData(LogLevel.Warning, "warning")]
    [InlineData(LogLevel.Error, "error")]
    [InlineData(LogLevel.Critical, "critical")]
    public void Levels_have_the_documented_names(LogLevel level, string word)
    {
        log.Logger(level: LogLevel.Trace).Log(level, "x");

        log.Line().GetProperty("level").GetString().ShouldBe(word);
    }

    [Fact]
    public void An_exception_has_its_type_message_stack_and_cause()
    {
        log.Logger().LogError(Thrown(new InvalidOperationException("outer", new FormatException("cause"))), "failed");

        var exception = log.Line().GetProperty("exception");
        Texts(exception, "type", "message").ShouldBe(["System.InvalidOperationException", "outer"]);
        exception.GetProperty("stack").GetString()!.ShouldContain(nameof(Thrown));
        Texts(exception.GetProperty("inner"), "type", "message").ShouldBe(["System.FormatException", "cause"]);
    }

    [Fact]
    public void A_value_or_message_that_throws_still_yields_a_line()
    {
        var logger = log.Logger();
        logger.Log(LogLevel.Information, 0, Values("thing", new Failing()), null, (_, _) => "told");
        logger.Log<int>(LogLevel.Information, 0, 1, null, (_, _) => throw new NotSupportedException());
        logger.LogError(new FailingException(), "failed");

        var lines = log.Lines();
        lines[0].GetProperty("properties").GetProperty("thing").GetString().ShouldBe("(Failing: NotSupportedException)");
        lines[1].GetProperty("message").GetString().ShouldBe("(no message: NotSupportedException)");
        lines[2].GetProperty("exception").GetProperty("message").GetString().ShouldBe("(no message: NotSupportedException)");
    }

    [Fact]
    public void A_value_may_log_while_it_is_formatted()
    {
        var logger = log.Logger();
        logger.Log(LogLevel.Information, 0, Values("thing", new Logging(logger)), null, (_, _) => "outer");

        log.Lines().Select(line => line.GetProperty("message").GetString()).ShouldBe(["inner", "outer"]);
    }

    [Fact]
    public void An_oversized_text_is_truncated()
    {
        log.Logger().LogInformation("{Text}", new string('x', 1_000_000));

        log.Text().Single().Length.ShouldBeLessThan(40_000);
    }

    private static KeyValuePair<string, object?>[] Values(string name, object? value) => [new(name, value)];

    private static string?[] Texts(JsonElement json, params string[] names) =>
        [.. names.Select(name => json.GetProperty(name).GetString())];

    private static Exception Thrown(Exception exception)
    {
        try
        {
            throw exception;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private sealed class Failing
    {
        public override string ToString() => throw new NotSupportedException();
    }

    private sealed class FailingException : Exception
    {
        public override string Message => throw new NotSupportedException();
    }

    private sealed class Logging(ILogger logger)
    {
        public override string ToString()
        {
            logger.LogInformation("inner");
            return "thing";
        }
    }
}
