using System.Diagnostics;
using Shouldly;
using Tracker.Platform.Hosting;
using Tracker.Systems.ShopFlow;
using Tracker.Systems.TaskTracker;
using Tracker.Systems.TaskManager;
using Tracker.Systems.TaskTrackerMicro;
using Tracker.Systems.TaskTrackerOrders;

namespace Tracker.Tests.Systems.Command;

/// <summary>The walkthroughs of the documentation, pasted into a shell.</summary>
public sealed class WalkTests
{
    [Fact]
    public async Task The_readme_walkthrough_of_a_task_works()
    {
        var output = await PasteAsync(TaskTrackerSystem.Definition, FirstBlock("README.md", "## Walk through it"));

        output.ShouldContain("\"title\": \"Write the report\"");
        output.ShouldContain("\"status\": \"DONE\"");
        output.ShouldContain("\"filename\": \"README.md\"");
        output.ShouldEndWith("204");
    }

    [Fact]
    public async Task The_ShopFlow_walkthrough_of_an_order_works()
    {
        var output = await PasteAsync(ShopFlowSystem.Definition, FirstBlock("docs/systems/shopflow.md", "## A walk"));

        output.ShouldContain("ada@example.com is an admin.");
        output.ShouldContain("\"status\":\"shipped\"");
        output.Split("\"status\":\"sent\"").Length.ShouldBe(5);
        output.Split('\n').Count(line => line.EndsWith(".eml", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task The_tasktracker_micro_walkthrough_of_a_task_works()
    {
        var output = await PasteAsync(
            TaskTrackerMicroSystem.Definition, FirstBlock("docs/systems/tasktracker-micro.md", "## A walk"));

        output.ShouldContain("\"is_completed\":true");
        output.ShouldContain("""{"total_tasks":2,"completed_tasks":1,"completed_percentage":50.0}""");
        output.ShouldContain("john@example.com is an admin.");
        output.ShouldEndWith("\"is_superuser\":true");
    }

    [Fact]
    public async Task The_tasktracker_orders_walkthrough_of_an_order_works()
    {
        var output = await PasteAsync(TaskTrackerOrdersSystem.Definition, FirstBlock("docs/systems/tasktracker-orders.md", "## A walk"));

        output.ShouldContain("\"email\":\"ada@example.com\"");
        output.ShouldContain("\"status\":\"shipped\"");
        output.Split("\"status\":\"sent\"").Length.ShouldBe(4);
        output.Split('\n').Count(line => line.EndsWith(".eml", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task The_task_manager_walkthrough_of_a_task_works()
    {
        var output = await PasteAsync(TaskManagerSystem.Definition, FirstBlock("docs/systems/task-manager.md", "## A walk"));

        output.ShouldContain("\"status\":\"In Progress\"");
        output.ShouldContain("\"event_type\":\"task_created\"");
        output.ShouldContain("""{"message":"Task deleted successfully"}""");
        output.ShouldContain("\"notification-service\":\"healthy\"");
        output.ShouldContain("jane@example.com");
    }

    [Fact]
    public async Task The_examples_of_help_token_print_accepted_tokens()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(TrackerProcess.Checkout, "src/Host/Help/token.txt"));
        var examples = page.Split("Examples\n")[1].Split("Options\n")[0].Replace("SYSTEM", "shopflow", StringComparison.Ordinal);

        var output = await PasteAsync(ShopFlowSystem.Definition, examples);

        output.ShouldBe("""{"valid":true,"user":{"id":"reports","email":null,"role":"service"}}""");
    }

    private static async Task<string> PasteAsync(SystemDefinition system, string walk)
    {
        await using var data = await DataFolderFixture.UsedAsync(system);
        await using var tracker = data.Up();
        await tracker.ReadyAsync();
        var checkout = await CheckoutAsync(data);
        foreach (var service in system.Services)
        {
            walk = walk.Replace($"http://127.0.0.1:{service.DefaultPort}", data.UrlOf(service.Name), StringComparison.Ordinal)
                .Replace($"http://localhost:{service.DefaultPort}", data.UrlOf(service.Name), StringComparison.Ordinal);
        }

        var (code, output, errors) = await ShellAsync(checkout, walk);
        code.ShouldBe(0, errors);
        return output.TrimEnd();
    }

    // The command, the data folder and a file to upload, like in a checkout.
    private static async Task<string> CheckoutAsync(DataFolderFixture data)
    {
        var checkout = Path.Combine(data.Root, "checkout");
        Directory.CreateDirectory(checkout);
        Directory.CreateSymbolicLink(Path.Combine(checkout, ".data"), data.Root);
        File.Copy(Path.Combine(TrackerProcess.Checkout, "README.md"), Path.Combine(checkout, "README.md"));
        var command = Path.Combine(checkout, "tracker");
        await File.WriteAllTextAsync(
            command, $"#!/bin/sh\nexec env TRACKER_DATA='{data.Root}' dotnet '{TrackerProcess.Assembly}' \"$@\"\n");
        File.SetUnixFileMode(command, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return checkout;
    }

    private static string FirstBlock(string page, string heading) =>
        File.ReadAllText(Path.Combine(TrackerProcess.Checkout, page)).Split(heading)[1].Split("```sh\n")[1].Split("```")[0];

    internal static async Task<(int ExitCode, string Output, string Errors)> ShellAsync(string folder, string text)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-euc", text])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        })!;
        var (output, errors) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        try
        {
            await shell.WaitForExitAsync().WaitAsync(TrackerProcess.Patience);
            return (shell.ExitCode, await output, await errors);
        }
        finally
        {
            // An endless wait must not outlive the test.
            if (!shell.HasExited)
            {
                shell.Kill(entireProcessTree: true);
            }
        }
    }
}
