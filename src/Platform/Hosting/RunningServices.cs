using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tracker.Platform.Settings;

namespace Tracker.Platform.Hosting;

/// <summary>Services that run in this process, from the first start to the last stop.</summary>
public sealed class RunningServices : IAsyncDisposable
{
    private const int ThreadsOfShutdown = 32;

    // Closing a connection to a hung server can block. The shutdown is bounded regardless, within 10 s in total.
    private static readonly TimeSpan StopPatience = ServiceHost.ShutdownTimeout + TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan DisposePatience = TimeSpan.FromMilliseconds(300);

    private readonly List<(ServiceDefinition Definition, WebApplication App)> services;
    private readonly TaskCompletionSource<string> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool stopping;

    private RunningServices(List<(ServiceDefinition Definition, WebApplication App)> services) => this.services = services;

    /// <summary>Composes every service before the first starts, so that one message lists all missing and invalid settings.</summary>
    /// <exception cref="SettingsException">At least one service cannot be configured.</exception>
    public static RunningServices Build(IEnumerable<ServiceDefinition> definitions, Func<ServiceDefinition, ServiceContext> context)
    {
        var built = new List<(ServiceDefinition, WebApplication)>();
        var problems = new List<string>();
        foreach (var definition in definitions)
        {
            try
            {
                built.Add((definition, definition.Build(context(definition))));
            }
            catch (SettingsException e)
            {
                problems.AddRange(e.Problems);
            }
        }

        return problems.Count == 0
            ? new RunningServices(built)
            : throw new SettingsException([.. problems.Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>Starts all services in parallel, as if on separate machines.</summary>
    /// <exception cref="StartException">One of them did not start.</exception>
    public Task StartAsync(CancellationToken ct) =>
        Task.WhenAll(services.Select(service => Task.Run(() => StartAsync(service.Definition, service.App, ct), ct)));

    /// <summary>
    /// Waits until a stop is requested or a service ends unexpectedly, then stops all services. Work that is still in progress after
    /// <see cref="ServiceHost.ShutdownTimeout"/> is cancelled.
    /// </summary>
    /// <param name="progress">Receives the name of a service that ended.</param>
    /// <param name="stop">Requests the stop.</param>
    /// <returns>The exit code: 0 after a requested stop, otherwise 1.</returns>
    public async Task<int> RunToEndAsync(TextWriter progress, CancellationToken stop)
    {
        var requested = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Register(requested.SetResult);
        var code = 0;
        if (await Task.WhenAny(requested.Task, ended.Task) == ended.Task)
        {
            await progress.WriteLineAsync($"{await ended.Task} ended unexpectedly (see its log); stopping.");
            code = 1;
        }

        // Cancelling a statement blocks its thread while the server hangs. Without free threads the timeouts would fire too late.
        ThreadPool.SetMinThreads(ThreadsOfShutdown, ThreadsOfShutdown);
        using var limit = new CancellationTokenSource(ServiceHost.ShutdownTimeout);
        await Task.Run(() => StopAsync(limit.Token), CancellationToken.None).WaitAsync(StopPatience, CancellationToken.None)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return code;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(services.Select(service => Task.Run(async () => await service.App.DisposeAsync()))).WaitAsync(DisposePatience)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>
    /// Stops each service once those that call it have stopped, so that no request in progress loses a peer. A service stops listening
    /// first, then stops its consumers, then its dispatchers.
    /// </summary>
    /// <param name="ct">Cancels work in progress.</param>
    private async Task StopAsync(CancellationToken ct)
    {
        stopping = true;
        var left = services.ToList();
        while (left.Count > 0)
        {
            var uncalled = left.Where(service => !left.Exists(other => other.Definition.Calls.Contains(service.Definition.Name))).ToList();
            var next = uncalled.Count > 0 ? uncalled : left;
            await Task.WhenAll(next.Select(service => service.App.StopAsync(ct)));
            left = [.. left.Except(next)];
        }
    }

    private async Task StartAsync(ServiceDefinition definition, WebApplication app, CancellationToken ct)
    {
        try
        {
            await app.StartAsync(ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new StartException($"{definition.Name} did not start: {e.Message}", e);
        }

        app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() =>
        {
            if (!stopping)
            {
                ended.TrySetResult(definition.Name);
            }
        });
    }
}
