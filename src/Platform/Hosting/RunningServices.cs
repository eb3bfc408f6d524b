using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tracker.Platform.Settings;

namespace Tracker.Platform.Hosting;

/// <summary>Services that run in this process, from the first start to the last stop.</summary>
public sealed class RunningServices : IAsyncDisposable
{
    private const int ThreadsOfAStop = 32;

    // A server that does not answer holds up whoever says goodbye to it; the process ends all the same, within 10 s in all.
    private static readonly TimeSpan StopPatience = ServiceHost.ShutdownTimeout + TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan DisposePatience = TimeSpan.FromMilliseconds(300);

    private readonly List<(ServiceDefinition Definition, WebApplication App)> services;
    private readonly TaskCompletionSource<string> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool stopping;

    private RunningServices(List<(ServiceDefinition Definition, WebApplication App)> services) => this.services = services;

    /// <summary>Composes every service before the first one starts, so that one message names all settings that are missing or wrong.</summary>
    /// <exception cref="SettingsException">Some service cannot be configured.</exception>
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

        return problems.Count == 0 ? new RunningServices(built) : throw new SettingsException([.. problems.Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>Starts all services side by side, as on machines of their own.</summary>
    /// <exception cref="StartException">One of them did not start.</exception>
    public Task StartAsync(CancellationToken ct) =>
        Task.WhenAll(services.Select(service => Task.Run(() => StartAsync(service.Definition, service.App, ct), ct)));

    /// <summary>Waits until the end is asked for or a service ends by itself, then stops all of them. What is still in flight after
    /// <see cref="ServiceHost.ShutdownTimeout"/> is cut off.</summary>
    /// <param name="progress">Told which service ended.</param>
    /// <param name="stop">Asks for the end.</param>
    /// <returns>The exit code: 0 when the end was asked for, else 1.</returns>
    public async Task<int> RunToEndAsync(TextWriter progress, CancellationToken stop)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var asking = stop.Register(asked.SetResult);
        var code = 0;
        if (await Task.WhenAny(asked.Task, ended.Task) == ended.Task)
        {
            await progress.WriteLineAsync($"{await ended.Task} ended by itself (its log says why); stopping.");
            code = 1;
        }

        // Breaking off a statement blocks its thread while the server does not answer; without others at once, the end of patience would come too late.
        ThreadPool.SetMinThreads(ThreadsOfAStop, ThreadsOfAStop);
        using var limit = new CancellationTokenSource(ServiceHost.ShutdownTimeout);
        await Task.Run(() => StopAsync(limit.Token), CancellationToken.None).WaitAsync(StopPatience, CancellationToken.None)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return code;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(services.Select(service => Task.Run(async () => await service.App.DisposeAsync()))).WaitAsync(DisposePatience)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Stops every service once those that call it have stopped, so that no request in flight loses a peer. Each closes its door first, then its
    /// consumers, then its dispatchers.</summary>
    /// <param name="ct">The end of patience: what is still in flight is cut off.</param>
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
