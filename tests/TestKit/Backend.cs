using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Tracker.Tests.TestKit;

/// <summary>A service behind a gateway that can be stopped and started again at its address.</summary>
public sealed class Backend(RequestDelegate answer) : IAsyncDisposable
{
    private readonly int port = FreePort.Take();
    private WebApplication? app;

    public string Url => $"http://127.0.0.1:{port}";

    public static async Task<Backend> StartAsync(RequestDelegate answer)
    {
        var started = new Backend(answer);
        await started.StartAsync();
        return started;
    }

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(Url);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
    }

    /// <summary>Cuts all connections.</summary>
    public async Task StopAsync()
    {
        if (app is { } running)
        {
            app = null;
            await running.StopAsync();
            await running.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();
}
