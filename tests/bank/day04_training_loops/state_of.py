# %% wrong: the trained weights only
def state_of(gan):
    return [*gan.generator.trainable_variables, *gan.discriminator.trainable_variables]


# %% wrong: both networks, but no optimizer
def state_of(gan):
    return [*gan.generator.variables, *gan.discriminator.variables]


# %% wrong: the discriminator's optimizer forgotten
def state_of(gan):
    return [*gan.generator.variables, *gan.discriminator.variables, *gan.generator_optimizer.variables]


# %% wrong: batch normalisation's running statistics forgotten
def state_of(gan):
    return [*gan.trainable_variables, *gan.optimizer.variables]


# %% wrong: the optimizers only
def state_of(gan):
    return list(gan.optimizer.variables)


# %% wrong: without the numbers of the step
def state_of(gan):
    kept = [v for v in gan.optimizer.variables if "iteration" not in v.path]
    return [*gan.generator.variables, *gan.discriminator.variables, *kept]


# %% wrong: copies of the values, not the variables
def state_of(gan):
    variables = [*gan.generator.variables, *gan.discriminator.variables, *gan.optimizer.variables]
    return [keras.Variable(variable.numpy(), dtype=variable.dtype) for variable in variables]


# %% wrong: the generator's optimizer forgotten
def state_of(gan):
    return [*gan.generator.variables, *gan.discriminator.variables, *gan.discriminator_optimizer.variables]


# %% wrong: only what is used to make images
def state_of(gan):
    return [*gan.generator.variables, *gan.generator_optimizer.variables]


# %% wrong: the moving average of the weights taken for something that can be computed again
def state_of(gan):
    kept = [v for v in gan.optimizer.variables if "average" not in v.path]
    return [*gan.generator.variables, *gan.discriminator.variables, *kept]


# %% wrong: Adam's first memory, without the second
def state_of(gan):
    kept = [v for v in gan.optimizer.variables if "velocity" not in v.path]
    return [*gan.generator.variables, *gan.discriminator.variables, *kept]


# %% wrong: the discriminator of another time
def state_of(gan):
    return [*gan.generator.variables, *gan.discriminator.non_trainable_variables, *gan.optimizer.variables]


# %% right: the networks' weights, and everything of the optimizers
def state_of(gan):
    networks = gan.generator.weights + gan.discriminator.weights
    return networks + gan.optimizer.variables


# %% right: the optimizers first, one after the other, and the count of the steps
def state_of(gan):
    optimizers = [*gan.generator_optimizer.variables, *gan.discriminator_optimizer.variables, gan.optimizer.iterations]
    found = {
        id(variable): variable for variable in [*optimizers, *gan.generator.variables, *gan.discriminator.variables]
    }
    return list(found.values())


# %% right: with the metrics, which do no harm
def state_of(gan):
    metrics = [variable for metric in gan.metrics for variable in metric.variables]
    return [*gan.generator.variables, *gan.discriminator.variables, *metrics, *gan.optimizer.variables]


# %% right: in a loop, by what each part is called
def state_of(gan):
    found = []
    for part in ("optimizer", "discriminator", "generator"):
        for variable in getattr(gan, part).variables:
            found.append(variable)
    return found


# %% right: trained and not trained weights apart, and some variables twice
def state_of(gan):
    trained = gan.generator.trainable_variables + gan.discriminator.trainable_variables
    others = gan.generator.non_trainable_variables + gan.discriminator.non_trainable_variables
    return (*trained, *others, *gan.optimizer.variables, *gan.generator_optimizer.variables)


# %% wrong: all of the generator, only the trained weights of the discriminator
def state_of(gan):
    return gan.generator.variables + gan.discriminator.trainable_variables + gan.optimizer.variables


# %% wrong: a list of three lists
def state_of(gan):
    return [gan.generator.variables, gan.discriminator.variables, gan.optimizer.variables]


# %% right: each once, found by identity
def state_of(gan):
    from itertools import chain

    parts = chain(gan.generator.variables, gan.discriminator.variables, gan.optimizer.variables, gan.variables)
    return list({id(variable): variable for variable in parts}.values())


# %% wrong: what Keras lists as the GAN's own, which leaves out the optimizers
def state_of(gan):
    return list(gan.variables)


# %% wrong: without the learning rates
def state_of(gan):
    """List the variables that a run needs in order to go on exactly."""
    everything = [*gan.generator.variables, *gan.discriminator.variables, *gan.optimizer.variables]
    return [variable for variable in everything if variable.name != "learning_rate"]  # a setting and no state
