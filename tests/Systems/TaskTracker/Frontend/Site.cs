using Microsoft.AspNetCore.Http;
using Tracker.Systems.TaskTracker;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker.Frontend;

/// <summary>The <c>frontend</c> of task-tracker on a small build, in front of a given service.</summary>
public sealed class Site : IAsyncLifetime
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly DirectoryInfo files = Directory.CreateTempSubdirectory("tracker-test-site-");
    private readonly RequestDelegate answer;
    private readonly (string Name, string Value)[] settings;
    private TestService? service;
    private Backend? api;

    public Site()
        : this(context => context.Response.WriteAsync("the api"))
    {
    }

    private Site(RequestDelegate answer, params (string Name, string Value)[] settings) =>
        (this.answer, this.settings) = (answer, settings);

    public TestService Service => service ?? throw new InvalidOperationException("It has not started.");

    public HttpClient Http => Service.Http;

    internal Backend Api => api ?? throw new InvalidOperationException("It has not started.");

    public static async Task<Site> StartAsync(RequestDelegate answer, params (string Name, string Value)[] settings)
    {
        var site = new Site(answer, settings);
        await site.InitializeAsync();
        return site;
    }

    public async ValueTask InitializeAsync()
    {
        BuiltFiles.WriteTo(files.FullName);
        api = await Backend.StartAsync(answer);
        var variables = new Dictionary<string, string> { ["FRONTEND_FOLDER"] = files.FullName, ["API_URL"] = api.Url };
        foreach (var (name, value) in settings)
        {
            variables[name] = value;
        }

        service = await TestService.StartAsync(TaskTrackerSystem.Definition, "frontend", variables);
    }

    /// <summary>The answer to a request, with the body as it was sent.</summary>
    public async Task<HttpResponseMessage> AskAsync(string path, string method = "GET", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Api.DisposeAsync();
        files.Delete(recursive: true);
    }
}
