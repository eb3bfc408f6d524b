using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Background;
using Tracker.Platform.Messaging;
using Tracker.Platform.Persistence;
using Tracker.Platform.Storage;

namespace Tracker.Modules.Tasks.Attachments;

/// <summary>The registration for systems whose tasks have attachments.</summary>
public static class AttachmentsRegistration
{
    /// <summary>Adds the use cases and chores. They need <see cref="TasksModule.AddTasks"/> and an <see cref="IFileStorage"/>.</summary>
    public static IServiceCollection AddAttachments(this IServiceCollection services, AttachmentPolicy limits)
    {
        services.AddSingleton(limits);
        services.AddSingleton(provider => new FileRemovals(Data(provider)));
        services.AddSingleton(provider => new AddAttachmentHandler(
            Data(provider),
            Removals(provider),
            Storage(provider),
            Audit(provider),
            Events(provider),
            Policy(provider),
            limits,
            Clock(provider)));
        services.AddSingleton(provider => new ListAttachmentsHandler(Data(provider), Policy(provider)));
        services.AddSingleton(provider => new OpenAttachmentHandler(Data(provider), Storage(provider), Policy(provider)));
        services.AddSingleton(provider => new RemoveAttachmentHandler(
            Data(provider), Audit(provider), Events(provider), Policy(provider), Clock(provider)));
        services.AddSingleton(provider => new RemoveFilesStep(
            Removals(provider), Storage(provider), Clock(provider), provider.GetRequiredService<ILogger<RemoveFilesStep>>()));
        services.AddPeriodicWork<RemoveFilesStep>("Removing files", RemoveFilesStep.Interval, work => work.StepAsync);
        return services;
    }

    private static Database Data(IServiceProvider provider) => provider.GetRequiredService<Database>();

    private static FileRemovals Removals(IServiceProvider provider) => provider.GetRequiredService<FileRemovals>();

    private static IFileStorage Storage(IServiceProvider provider) => provider.GetRequiredService<IFileStorage>();

    private static TaskAudit Audit(IServiceProvider provider) => provider.GetRequiredService<TaskAudit>();

    private static AttachmentEvents Events(IServiceProvider provider) =>
        new(Policy(provider), Policy(provider).EventOf is null ? null : provider.GetRequiredService<Outbox>());

    private static TaskPolicy Policy(IServiceProvider provider) => provider.GetRequiredService<TaskPolicy>();

    private static TimeProvider Clock(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();
}
