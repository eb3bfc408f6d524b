using System.Text;
using Microsoft.AspNetCore.Builder;
using Tracker.Platform.Hosting;
using Tracker.Platform.Observability.Logging;
using Tracker.Platform.Settings;

namespace Tracker.Tests.TestKit;

/// <summary>
/// A service in the test process, composed like in production except for its settings: real Kestrel on a free loopback port, real stores.
/// </summary>
public sealed class TestService : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly LogOutput log;
    private readonly MemoryStream lines;

    private TestService(WebApplication app, LogOutput log, MemoryStream lines)
    {
        (this.app, this.log, this.lines) = (app, log, lines);
        Url = new Uri(app.Urls.Single());
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Url };
    }

    public Uri Url { get; }

    /// <summary>A client of the service that follows no redirects.</summary>
    public HttpClient Http { get; }

    /// <summary>The container, for state that no endpoint shows.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>Starts a service.</summary>
    /// <param name="service">The name of the service in it.</param>
    /// <param name="settings">The environment. The defaults are a free loopback port, the minimum hash cost and no rate limits.</param>
    /// <param name="events">Shared with the other services of the same run; null when the service is alone.</param>
    /// <param name="clock">The time; null for the real one.</param>
    public static async Task<TestService> StartAsync(
        SystemDefinition system,
        string service,
        IReadOnlyDictionary<string, string> settings,
        SystemEvents? events = null,
        TimeProvider? clock = null)
    {
        var written = new MemoryStream();
        var output = new LogOutput(Stream.Synchronized(written), LogForm.Json, TimeProvider.System);
        var variables = new Dictionary<string, string>(settings);
        variables.TryAdd("PORT", "0");
        variables.TryAdd("HOST", "127.0.0.1");
        variables.TryAdd("PASSWORD_HASH_COST", "4");
        variables.TryAdd("RATE_LIMIT_PER_MINUTE", "0");
        var context = new ServiceContext(system.Name, service, new ServiceSettings(variables), output, clock ?? TimeProvider.System)
        {
            Events = events ?? system.NewEvents(),
        };
        var built = system.Services.Single(candidate => candidate.Name == service).Build(context);
        await built.StartAsync();
        return new TestService(built, output, written);
    }

    /// <summary>The log so far.</summary>
    public async Task<string> LogAsync()
    {
        await log.FlushAsync(CancellationToken.None);
        return Encoding.UTF8.GetString(lines.ToArray());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        log.Dispose();
    }
}
