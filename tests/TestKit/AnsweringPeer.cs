using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Tracker.Tests.TestKit;

/// <summary>A service that always gives the same answer.</summary>
public sealed class AnsweringPeer : IAsyncDisposable
{
    private readonly WebApplication app;

    public AnsweringPeer(int status, string body)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(Url.ToString());
        app = builder.Build();
        app.Run(async context =>
        {
            (context.Response.StatusCode, context.Response.ContentType) = (status, "application/json");
            await context.Response.WriteAsync(body);
        });
        app.StartAsync().GetAwaiter().GetResult();
    }

    public Uri Url { get; } = new($"http://127.0.0.1:{FreePort.Take()}");

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
