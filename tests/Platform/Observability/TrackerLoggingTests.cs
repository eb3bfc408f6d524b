using Microsoft.Extensions.Logging;
using Shouldly;
using Tracker.Platform.Observability.Logging;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Observability;

public sealed class TrackerLoggingTests : IDisposable
{
    private readonly LogCapture log = new();

    public void Dispose() => log.Dispose();

    [Fact]
    public void Two_services_share_one_output_under_their_own_names()
    {
        log.Logger(service: "auth-service").LogInformation("a");
        log.Logger(service: "order-service").LogInformation("b");

        log.Lines().Select(line => line.GetProperty("service").GetString()).ShouldBe(["auth-service", "order-service"]);
    }

    [Theory]
    [InlineData("Tracker.Some", LogLevel.Debug, LogLevel.Debug)]
    [InlineData("Tracker.Some", LogLevel.Information, LogLevel.Information)]
    [InlineData("Tracker.Some", LogLevel.Error, LogLevel.Error)]
    [InlineData("Microsoft.AspNetCore.Routing", LogLevel.Information, LogLevel.Warning)]
    [InlineData("System.Net.Http.HttpClient", LogLevel.Information, LogLevel.Warning)]
    [InlineData("Npgsql.Command", LogLevel.Information, LogLevel.Warning)]
    [InlineData("Npgsql.Command", LogLevel.Error, LogLevel.Error)]
    [InlineData("Npgsql.Command", LogLevel.Debug, LogLevel.Debug)]
    public void A_category_logs_from_its_minimum_level(string category, LogLevel configured, LogLevel min)
    {
        var logger = log.Logger(category, level: configured);

        Enum.GetValues<LogLevel>()
            .Where(logger.IsEnabled).ShouldBe(Enum.GetValues<LogLevel>().Where(level => level >= min && level != LogLevel.None));
    }

    [Theory]
    [InlineData("debug", LogLevel.Debug)]
    [InlineData("INFO", LogLevel.Information)]
    [InlineData("warning", LogLevel.Warning)]
    [InlineData(" error ", LogLevel.Error)]
    public void A_level_is_parsed_from_its_name(string word, LogLevel level) => TrackerLogging.ParseLevel(word).ShouldBe(level);

    [Theory]
    [InlineData("verbose")]
    [InlineData("1")]
    [InlineData("")]
    public void An_unknown_level_is_refused(string word) => Should.Throw<FormatException>(() => TrackerLogging.ParseLevel(word));
}
