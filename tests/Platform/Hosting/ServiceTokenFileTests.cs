using Shouldly;
using Tracker.Platform.Hosting;
using Tracker.Platform.Observability.Logging;
using Tracker.Platform.Settings;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Hosting;

public sealed class ServiceTokenFileTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();
    private readonly StoppedClock clock = new();
    private readonly LogOutput log = new(Stream.Null, LogForm.Json, TimeProvider.System);

    public void Dispose()
    {
        log.Dispose();
        File.Delete(file);
    }

    [Fact]
    public void A_rewritten_token_is_used_after_ten_seconds()
    {
        File.WriteAllText(file, "first\n");
        var token = Token();
        token().ShouldBe("first");
        File.WriteAllText(file, "second\n");

        clock.Advance(TimeSpan.FromSeconds(9.9));
        token().ShouldBe("first");
        clock.Advance(TimeSpan.FromSeconds(0.1));

        token().ShouldBe("second");
    }

    [Fact]
    public void A_missing_or_empty_file_keeps_the_previous_token()
    {
        File.WriteAllText(file, "first");
        var token = Token();

        File.Delete(file);
        clock.Advance(TimeSpan.FromMinutes(1));
        token().ShouldBe("first");
        File.WriteAllText(file, "\n");
        clock.Advance(TimeSpan.FromMinutes(1));
        token().ShouldBe("first");
        File.WriteAllText(file, "second");
        clock.Advance(TimeSpan.FromMinutes(1));

        token().ShouldBe("second");
    }

    private Func<string> Token()
    {
        var settings = new ServiceSettings(new Dictionary<string, string> { ["AUTH_SERVICE_TOKEN_FILE"] = file });
        return new ServiceContext("shop", "service", settings, log, clock).PeerToken(PeerSettings.Token("auth-service"));
    }
}
