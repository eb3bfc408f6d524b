using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Tracker.Fire.TaskTracker;

/// <summary>The minimum that stores and serves a file: body to file, fsync, and file to answer. No database, no form, no names.</summary>
internal static class Floor
{
    private const int BufferSize = 64 * 1024;

    public static async Task RunAsync(string folder, int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, port));
        builder.Services.AddRoutingCore();
        await using var app = builder.Build();
        app.UseRouting();
        app.MapGet("/", () => "ready");
        app.MapPut("/{name}", async (HttpContext context, string name) =>
        {
            await using var file = new FileStream(
                Path.Combine(folder, name), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
            await context.Request.Body.CopyToAsync(file, BufferSize, context.RequestAborted);
            file.Flush(flushToDisk: true);
        });
        app.MapGet("/{name}", async (HttpContext context, string name) =>
        {
            await using var file = new FileStream(
                Path.Combine(folder, name), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
            context.Response.ContentLength = file.Length;
            await file.CopyToAsync(context.Response.Body, BufferSize, context.RequestAborted);
        });
        await app.RunAsync();
    }

    private static void Configure(KestrelServerOptions kestrel, int port)
    {
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.ListenLocalhost(port);
    }
}
